#include "app/operator_connection.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace strongroom::app {
namespace {

constexpr std::string_view kName = "operator.sock";

std::unexpected<Error> broken(std::string_view what) {
  return failure(ErrorCode::Unavailable, fmt::format("the operator's socket: {}.", what));
}

}  // namespace

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

Result<OperatorAddress> OperatorAddress::of(const std::string& folder) {
  OperatorAddress result(fmt::format("{}/{}", folder, kName));
  std::string name = result.path_;
  if (name.size() >= sizeof result.address_.sun_path) {
    result.folder_ = Descriptor(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!result.folder_) return broken(fmt::format("{} ({})", folder, std::strerror(errno)));
    name = fmt::format("/proc/self/fd/{}/{}", result.folder_.get(), kName);
  }
  result.address_.sun_family = AF_UNIX;
  std::ranges::copy(name, std::begin(result.address_.sun_path));
  return result;
}

const sockaddr* OperatorAddress::address() const {
  return reinterpret_cast<const sockaddr*>(&address_);
}

OperatorConnection::OperatorConnection(Descriptor socket, std::chrono::milliseconds time,
                                       int interruption)
    : socket_(std::move(socket)),
      deadline_(std::chrono::steady_clock::now() + time),
      interruption_(interruption) {}

Result<void> OperatorConnection::wait(short events) {
  std::array<pollfd, 2> polled{pollfd{.fd = socket_.get(), .events = events, .revents = 0},
                               pollfd{.fd = interruption_, .events = POLLIN, .revents = 0}};
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(deadline_ - std::chrono::steady_clock::now());
  if (left.count() <= 0) return broken("no answer in time");
  const int ready = ::poll(polled.data(), polled.size(), static_cast<int>(left.count()));
  if (ready < 0 && errno != EINTR) return broken(std::strerror(errno));
  if (polled[1].revents != 0) return broken("the server ends");
  return {};  // nothing ready: the next attempt says so, and comes back here
}

Result<std::string_view> OperatorConnection::read_line(std::size_t longest, Arena& arena) {
  constexpr std::size_t kBlock = 4096;
  ArenaText line(arena, kBlock);
  while (true) {
    const ssize_t got = ::recv(socket_.get(), line.reserve(kBlock), kBlock, MSG_DONTWAIT);
    if (got == 0) return broken("the other side hung up");
    if (got < 0) {
      if (errno != EAGAIN && errno != EINTR) return broken(std::strerror(errno));
      SR_CHECK(wait(POLLIN));
      continue;
    }
    line.commit(static_cast<std::size_t>(got));
    const std::string_view text = line.view();
    const std::size_t end = text.find('\n');
    if (std::min(end, text.size()) > longest) return broken("a line is too long");
    if (end == std::string_view::npos) continue;
    if (end + 1 != text.size()) return broken("more than one line");
    return text.substr(0, end);
  }
}

Result<void> OperatorConnection::write(std::string_view text) {
  while (!text.empty()) {
    const ssize_t sent =
        ::send(socket_.get(), text.data(), text.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent < 0) {
      if (errno != EAGAIN && errno != EINTR) return broken(std::strerror(errno));
      SR_CHECK(wait(POLLOUT));
      continue;
    }
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
  return {};
}

}  // namespace strongroom::app
