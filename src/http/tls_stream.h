#pragma once

#include "http/stream.h"
#include "http/tls_context.h"

namespace strongroom::http {

/// OpenSSL works on the socket itself, so that a connection needs no buffers of ciphertext beside
/// OpenSSL's own, which are released while it is idle. Its writes raise SIGPIPE: the thread must
/// have it blocked.
class TlsStream final : public Stream {
 public:
  /// `tls` knows its role: SSL_set_accept_state or SSL_set_connect_state.
  TlsStream(Socket socket, Tls tls);

  Task<bool> handshake() override;
  Task<std::size_t> read(std::span<char> into) override;
  Task<bool> write(std::string_view bytes) override;
  void end_writing() override;

  std::string_view tls_version() const override;
  std::string_view tls_cipher_suite() const override;

  /// Why the handshake failed, if it was the other side's certificate; else null.
  const char* certificate_problem() const;

 private:
  /// Waits for what OpenSSL missed when it returned `outcome`. False: it can't go on.
  Task<bool> can_go_on(int outcome);

  Tls ssl_;
  bool failed_ = false;  // OpenSSL must not be asked to shut down after a fatal error
};

}  // namespace strongroom::http
