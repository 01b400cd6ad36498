#include "http/stream.h"

#include <poll.h>
#include <string.h>

#include <array>

namespace strongroom::http {

namespace asio = boost::asio;
using boost::system::error_code;

Task<bool> Stream::discard() {
  std::array<char, 4096> unwanted;
  const Completion read = co_await read_some(socket_, unwanted);
  explicit_bzero(unwanted.data(), read.transferred);
  co_return !read.error;
}

void Stream::cancel() {
  error_code ignored;  // nothing to be done about it: the descriptor is ours and open
  socket_.cancel(ignored);
}

void Stream::close() {
  error_code ignored;
  socket_.close(ignored);
}

void Stream::abort() {
  error_code ignored;  // it may not be connected any more
  socket_.shutdown(Socket::shutdown_both, ignored);
  socket_.cancel(ignored);
}

bool Stream::is_quiet() {
  pollfd seen{.fd = socket_.native_handle(), .events = POLLIN, .revents = 0};
  return ::poll(&seen, 1, 0) == 0;
}

Task<bool> PlainStream::handshake() { co_return true; }

Task<std::size_t> PlainStream::read(std::span<char> into) {
  const Completion read = co_await read_some(socket(), into);
  co_return read.transferred;
}

Task<bool> PlainStream::write(std::string_view bytes) {
  while (true) {
    error_code ec;
    bytes.remove_prefix(socket().write_some(asio::buffer(bytes.data(), bytes.size()), ec));
    if (bytes.empty()) co_return true;
    if (ec == asio::error::would_block) ec = (co_await ready(socket(), Socket::wait_write)).error;
    if (ec) co_return false;
  }
}

void PlainStream::end_writing() {
  error_code ignored;  // the other side may be gone already
  socket().shutdown(Socket::shutdown_send, ignored);
}

}  // namespace strongroom::http
