#pragma once

#include "base/task.h"
#include "http/socket.h"

#include <cstddef>
#include <span>
#include <string_view>
#include <utility>

namespace strongroom::http {

/// A connection's bytes in both directions, plain or through TLS. One coroutine at a time reads or
/// writes; `cancel` and `close` wake it. The loop's thread only.
class Stream {
 public:
  explicit Stream(Socket socket) : socket_(std::move(socket)) {}
  virtual ~Stream() = default;
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  /// False: the connection is of no use. To be done first.
  virtual Task<bool> handshake() = 0;
  /// How many bytes were read; 0: the other side has ended, the connection is lost or the wait was
  /// cancelled.
  virtual Task<std::size_t> read(std::span<char> into) = 0;
  /// Tries at once and waits only when the socket is full. False as with `read`.
  virtual Task<bool> write(std::string_view bytes) = 0;
  /// Tells the other side that nothing more comes; reading goes on.
  virtual void end_writing() = 0;

  virtual std::string_view tls_version() const { return {}; }
  virtual std::string_view tls_cipher_suite() const { return {}; }

  /// Waits for bytes that nobody wants, as they come from the socket. False as with `read`.
  Task<bool> discard();
  void cancel();
  void close();
  /// Ends the waits of now and of later; the descriptor stays ours.
  void abort();
  /// Nothing has come that was not asked for, not even the end.
  bool is_quiet();

 protected:
  Socket& socket() { return socket_; }

 private:
  Socket socket_;
};

class PlainStream final : public Stream {
 public:
  using Stream::Stream;

  Task<bool> handshake() override;
  Task<std::size_t> read(std::span<char> into) override;
  Task<bool> write(std::string_view bytes) override;
  void end_writing() override;
};

}  // namespace strongroom::http
