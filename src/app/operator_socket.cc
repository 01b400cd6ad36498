#include "app/operator_socket.h"

#include "base/log.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <utility>

namespace strongroom::app {
namespace {

constexpr std::chrono::seconds kTime{10};
constexpr int kQueue = 16;

std::unexpected<Error> unusable(const std::string& path) {
  return failure(ErrorCode::Unavailable, fmt::format("{} ({}).", path, std::strerror(errno)));
}

/// The owner of the server and root may do everything to it anyway.
bool may_ask(int socket) {
  ucred peer{};
  socklen_t size = sizeof peer;
  if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return false;
  return peer.uid == 0 || peer.uid == ::geteuid();
}

}  // namespace

Result<std::unique_ptr<OperatorSocket>> OperatorSocket::open(const std::string& folder,
                                                             Answer answer) {
  SR_TRY(const OperatorAddress place, OperatorAddress::of(folder));
  Descriptor listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  Descriptor end(::eventfd(0, EFD_CLOEXEC));
  if (!listener || !end) return unusable(place.path());
  ::unlink(place.path().c_str());
  // Whoever opens it between these two calls can't connect yet: nobody listens.
  if (::bind(listener.get(), place.address(), place.size()) != 0 ||
      ::chmod(place.path().c_str(), 0600) != 0 || ::listen(listener.get(), kQueue) != 0) {
    return unusable(place.path());
  }
  return std::unique_ptr<OperatorSocket>(
      new OperatorSocket(place.path(), std::move(listener), std::move(end), std::move(answer)));
}

OperatorSocket::OperatorSocket(std::string path, Descriptor listener, Descriptor end, Answer answer)
    : path_(std::move(path)),
      listener_(std::move(listener)),
      end_(std::move(end)),
      answer_(std::move(answer)),
      thread_([this] { serve(); }) {}

OperatorSocket::~OperatorSocket() {
  const std::uint64_t one = 1;
  while (::write(end_.get(), &one, sizeof one) < 0 && errno == EINTR) {
  }
  thread_.join();
  ::unlink(path_.c_str());
}

void OperatorSocket::serve() {
  while (true) {
    std::array<pollfd, 2> polled{pollfd{.fd = listener_.get(), .events = POLLIN, .revents = 0},
                                 pollfd{.fd = end_.get(), .events = POLLIN, .revents = 0}};
    if (::poll(polled.data(), polled.size(), -1) < 0 && errno != EINTR) {
      log::error("{}: {}", path_, std::strerror(errno));
      return;
    }
    if (polled[1].revents != 0) return;
    if (polled[0].revents == 0) continue;
    Descriptor socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (socket) {
      talk(std::move(socket));
    } else if (errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS) {
      // The connection stays in the queue; without a pause this would spin until there is room.
      ::poll(&polled[1], 1, 100);
    }
  }
}

void OperatorSocket::talk(Descriptor socket) {
  if (!may_ask(socket.get())) {
    log::warning("{}: another user tried to connect and was refused", path_);
    return;
  }
  OperatorConnection connection(std::move(socket), kTime, end_.get());
  Arena arena;
  const auto line = connection.read_line(kLongestRequest, arena);
  if (!line) return;
  if (const auto sent = connection.write(answer_(*line, arena)); !sent) {
    log::warning("an answer to the operator was not taken: {}", sent.error().message());
  }
}

}  // namespace strongroom::app
