#pragma once

#include <boost/asio.hpp>

#include <chrono>
#include <coroutine>
#include <cstddef>
#include <span>
#include <utility>

namespace strongroom::http {

// With the concrete executor: the type-erased default costs an allocation and a virtual call for
// each operation.
using LoopContext = boost::asio::io_context;
using Endpoint = boost::asio::ip::tcp::endpoint;
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, LoopContext::executor_type>;
using Acceptor =
    boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, LoopContext::executor_type>;
using Timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                boost::asio::wait_traits<std::chrono::steady_clock>,
                                                LoopContext::executor_type>;

struct Completion {
  boost::system::error_code error;
  std::size_t transferred = 0;
};

/// Lets a Task await one operation of Asio. `begin` starts the operation with the completion
/// handler that it is given. It is resumed by the loop, never from within `begin`.
template <class Begin>
class Operation {
 public:
  explicit Operation(Begin begin) : begin_(std::move(begin)) {}

  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> waiting) {
    begin_([this, waiting](boost::system::error_code error, std::size_t transferred = 0) {
      completion_ = {.error = error, .transferred = transferred};
      waiting.resume();
    });
  }
  Completion await_resume() const noexcept { return completion_; }

 private:
  Begin begin_;
  Completion completion_;
};

inline auto accepted(Acceptor& acceptor, Socket& into, Endpoint& peer) {
  return Operation([&](auto done) { acceptor.async_accept(into, peer, std::move(done)); });
}

inline auto elapsed(Timer& timer) {
  return Operation([&](auto done) { timer.async_wait(std::move(done)); });
}

/// At most `into.size()` bytes; no error and none at all never come together.
inline auto read_some(Socket& socket, std::span<char> into) {
  return Operation([&socket, into](auto done) {
    socket.async_read_some(boost::asio::buffer(into.data(), into.size()), std::move(done));
  });
}

/// Waits until the socket can be read or written. It costs an `epoll_ctl` more than `read_some`.
inline auto ready(Socket& socket, Socket::wait_type to) {
  return Operation([&socket, to](auto done) { socket.async_wait(to, std::move(done)); });
}

}  // namespace strongroom::http
