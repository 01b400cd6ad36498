#pragma once

#include "base/arena.h"
#include "base/result.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace strongroom::app {

/// A file descriptor that is closed at the end.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor();

  int get() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }

 private:
  int number_;
};

/// Where the operator's socket of a data folder is: `operator.sock` in it. The system takes paths
/// of 107 characters at most, so a longer one goes by way of the open folder, as long as this
/// object lives.
class OperatorAddress {
 public:
  /// Unavailable: there is no such folder.
  static Result<OperatorAddress> of(const std::string& folder);

  const std::string& path() const { return path_; }  ///< As people know it.
  const sockaddr* address() const;
  socklen_t size() const { return sizeof address_; }

 private:
  explicit OperatorAddress(std::string path) : path_(std::move(path)) {}

  std::string path_;
  Descriptor folder_;
  sockaddr_un address_{};
};

/// One talk on the socket, within a time that is counted from its beginning. One thread.
class OperatorConnection {
 public:
  /// `interruption`, when there is one, ends every wait as soon as it can be read.
  OperatorConnection(Descriptor socket, std::chrono::milliseconds time, int interruption = -1);

  int descriptor() const { return socket_.get(); }
  // Unavailable: too late, too long, interrupted, or the other side is gone.
  /// Without its newline, and nothing behind it. In the arena.
  Result<std::string_view> read_line(std::size_t longest, Arena& arena);
  Result<void> write(std::string_view text);

 private:
  Result<void> wait(short events);

  Descriptor socket_;
  std::chrono::steady_clock::time_point deadline_;
  int interruption_;
};

}  // namespace strongroom::app
