#pragma once

#include "http/stream.h"

#include <openssl/ssl.h>

#include <memory>

namespace strongroom::http {

/// OpenSSL works on the socket itself, so that a connection needs no buffers of ciphertext beside
/// OpenSSL's own, which are released while it is idle. Its writes raise SIGPIPE: the thread must
/// have it blocked.
class TlsStream final : public Stream {
 public:
  TlsStream(Socket socket, SSL_CTX& context);

  Task<bool> handshake() override;
  Task<std::size_t> read(std::span<char> into) override;
  Task<bool> write(std::string_view bytes) override;
  void end_writing() override;

  std::string_view tls_version() const override;
  std::string_view tls_cipher_suite() const override;

 private:
  struct FreeSsl {
    void operator()(SSL* ssl) const noexcept { SSL_free(ssl); }
  };

  /// Waits for what OpenSSL missed when it returned `outcome`. False: it can't go on.
  Task<bool> can_go_on(int outcome);

  std::unique_ptr<SSL, FreeSsl> ssl_;
  bool failed_ = false;  // OpenSSL must not be asked to shut down after a fatal error
};

}  // namespace strongroom::http
