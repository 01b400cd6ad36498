#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace strongroom::http {

/// A blocking client for the tests, without manners: it sends whatever it is told to.
class TestClient {
 public:
  TestClient() : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    wait_at_most(std::chrono::seconds(20));  // a test that hangs should fail instead
  }
  explicit TestClient(std::uint16_t port) : TestClient() { connect(port); }
  ~TestClient() { ::close(fd_); }
  TestClient(const TestClient&) = delete;
  TestClient& operator=(const TestClient&) = delete;

  void connect(std::uint16_t port) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(fd_, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0;
  }
  bool connected() const { return connected_; }
  int descriptor() const { return fd_; }

  void wait_at_most(std::chrono::milliseconds time) {
    const timeval limit{.tv_sec = time.count() / 1000, .tv_usec = (time.count() % 1000) * 1000};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  }

  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  void end_sending() { ::shutdown(fd_, SHUT_WR); }

  /// Head and body of the next answer; what there is of it when the connection ends first.
  std::string response(bool with_body = true) {
    std::size_t head = std::string::npos;
    while ((head = received_.find("\r\n\r\n")) == std::string::npos) {
      if (!receive()) return std::exchange(received_, {});
    }
    const std::size_t size = head + 4 + (with_body ? content_length(received_) : 0);
    while (received_.size() < size) {
      if (!receive()) return std::exchange(received_, {});
    }
    std::string rest = received_.substr(size);
    received_.resize(size);
    return std::exchange(received_, std::move(rest));
  }
  std::string ask(std::string_view request) {
    send(request);
    return response();
  }
  /// All until the server closes.
  std::string rest() {
    while (receive()) {
    }
    return std::exchange(received_, {});
  }
  /// The server closes without another byte.
  bool closed() { return rest().empty() && !timed_out_; }

 private:
  bool receive() {
    std::array<char, 65536> part;
    const auto count = ::recv(fd_, part.data(), part.size(), 0);
    timed_out_ = count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    if (count <= 0) return false;
    received_.append(part.data(), static_cast<std::size_t>(count));
    return true;
  }
  static std::size_t content_length(std::string_view answer) {
    constexpr std::string_view kName = "\r\nContent-Length: ";
    std::size_t length = 0;
    const auto at = answer.find(kName);
    if (at == std::string_view::npos) return 0;
    std::from_chars(answer.data() + at + kName.size(), answer.data() + answer.size(), length);
    return length;
  }

  const int fd_;
  bool connected_ = false;
  bool timed_out_ = false;
  std::string received_;
};

inline std::string body_of(const std::string& response) {
  const auto head = response.find("\r\n\r\n");
  return head == std::string::npos ? "no response" : response.substr(head + 4);
}

inline std::string status_line(const std::string& response) {
  return response.substr(0, response.find("\r\n"));
}

}  // namespace strongroom::http
