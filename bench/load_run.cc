#include "load_run.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <deque>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace strongroom::bench {
namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void fail(const std::string& what) {
  throw std::runtime_error(what + ": " + std::strerror(errno));
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

Descriptor connect_to(const LoadOptions& options) {
  Descriptor socket(::socket(AF_INET, SOCK_STREAM, 0));
  sockaddr_in where{};
  where.sin_family = AF_INET;
  where.sin_port = htons(options.port);
  if (::inet_pton(AF_INET, options.address.c_str(), &where.sin_addr) != 1) fail("bad address");
  sockaddr any{};
  std::memcpy(&any, &where, sizeof any);
  if (::connect(socket.get(), &any, sizeof where) != 0) fail("can't connect");
  const int on = 1;
  ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  ::fcntl(socket.get(), F_SETFL, O_NONBLOCK);
  return socket;
}

/// The length of a whole answer that starts `text`; nothing while it is not all there.
std::optional<std::size_t> answer_length(std::string_view text) {
  constexpr std::string_view kHeader = "content-length:";
  const std::size_t head = text.find("\r\n\r\n");
  if (head == std::string_view::npos) return std::nullopt;
  const auto found =
      std::search(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(head), kHeader.begin(),
                  kHeader.end(), [](char a, char b) { return (a | 0x20) == b || a == b; });
  std::size_t body = 0;
  const char* digits = std::to_address(found) + kHeader.size();
  while (digits < text.data() + head && *digits == ' ') ++digits;
  if (std::from_chars(digits, text.data() + head, body).ec != std::errc{}) {
    throw std::runtime_error("an answer without Content-Length");
  }
  const std::size_t whole = head + 4 + body;
  return text.size() < whole ? std::nullopt : std::optional(whole);
}

struct Connection {
  Descriptor socket;
  std::string received;
  std::size_t request = 0;
  Clock::time_point due;
};

class Load {
 public:
  Load(const LoadOptions& options, std::span<const Request> requests)
      : options_(options), requests_(requests), epoll_(::epoll_create1(0)) {
    result_.latencies.reserve(options.duration ? 1 << 20 : requests.size());
    connections_.reserve(options.connections);
    for (std::size_t i = 0; i < options.connections; ++i) {
      connections_.push_back({.socket = connect_to(options), .received = {}, .due = {}});
      epoll_event event{.events = EPOLLIN, .data = {.u64 = i}};
      if (::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, connections_[i].socket.get(), &event) != 0) {
        fail("epoll");
      }
      idle_.push_back(i);
    }
  }

  LoadResult run() {
    ::prctl(PR_SET_TIMERSLACK, 1000UL);  // nanoseconds; a rate is kept finer than the usual 50 us
    start_ = now_ = Clock::now();
    while (more() || idle_.size() < connections_.size()) {
      send_what_is_due();
      receive();
    }
    result_.elapsed = now_ - start_;
    return std::move(result_);
  }

 private:
  bool more() const {
    return options_.duration ? now_ - start_ < *options_.duration : sent_ < requests_.size();
  }

  Clock::time_point next_due() const {
    if (options_.rate == 0) return now_;
    const std::chrono::duration<double> after(static_cast<double>(sent_) / options_.rate);
    return start_ + std::chrono::duration_cast<Clock::duration>(after);
  }

  void send_what_is_due() {
    while (!idle_.empty() && more() && next_due() <= now_) {
      Connection& connection = connections_[idle_.front()];
      idle_.pop_front();
      connection.due = next_due();
      connection.request = sent_++ % requests_.size();
      const std::string& bytes = requests_[connection.request].bytes;
      const ssize_t n = ::send(connection.socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n != static_cast<ssize_t>(bytes.size())) fail("can't send");
    }
  }

  /// How long to wait for an answer: until the next request is due, if a connection is idle.
  timespec patience() const {
    if (idle_.empty() || !more()) return {.tv_sec = 10, .tv_nsec = 0};
    const auto left = std::max(next_due() - now_, Clock::duration::zero());
    return {.tv_sec = 0, .tv_nsec = std::min<long>(left.count(), 999'999'999)};
  }

  void receive() {
    const timespec wait = patience();
    const int n = ::epoll_pwait2(epoll_.get(), events_.data(), static_cast<int>(events_.size()),
                                 &wait, nullptr);
    if (n < 0 && errno != EINTR) fail("epoll");
    now_ = Clock::now();
    if (n == 0 && wait.tv_sec != 0) throw std::runtime_error("no answer within 10 s");
    for (int i = 0; i < n; ++i) read_from(events_[static_cast<std::size_t>(i)].data.u64);
  }

  void read_from(std::size_t index) {
    Connection& connection = connections_[index];
    const ssize_t n = ::recv(connection.socket.get(), buffer_.data(), buffer_.size(), 0);
    if (n <= 0) fail("the server closed a connection");
    std::string_view text(buffer_.data(), static_cast<std::size_t>(n));
    if (!connection.received.empty()) text = connection.received.append(text);
    if (const auto length = answer_length(text)) {
      note_answer(connection, text.substr(0, *length));
      connection.received.clear();
      idle_.push_back(index);
    } else if (connection.received.empty()) {
      connection.received = text;
    }
  }

  void note_answer(const Connection& connection, std::string_view answer) {
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(now_ - connection.due);
    const bool sampled = options_.check_values && result_.latencies.size() % 16 == 0;
    result_.latencies.push_back(static_cast<std::uint32_t>(took.count()));
    result_.answer_bytes = answer.size();
    const std::string& expected = requests_[connection.request].expected;
    if (answer.substr(9, 3) == "200" && (!sampled || answer.contains(expected))) return;
    if (result_.failures++ == 0) result_.first_failure = answer;
  }

  const LoadOptions& options_;
  std::span<const Request> requests_;
  Descriptor epoll_;
  std::vector<Connection> connections_;
  // Indices of connections without a request under way. The one that rested longest is next, so
  // that at less than full load all of them work, and with them all threads of the server.
  std::deque<std::size_t> idle_;
  std::vector<epoll_event> events_ = std::vector<epoll_event>(64);
  std::vector<char> buffer_ = std::vector<char>(128 * 1024);
  std::size_t sent_ = 0;
  Clock::time_point start_;
  Clock::time_point now_;
  LoadResult result_;
};

}  // namespace

LoadResult run_load(const LoadOptions& options, std::span<const Request> requests) {
  return Load(options, requests).run();
}

}  // namespace strongroom::bench
