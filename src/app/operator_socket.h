#pragma once

#include "app/operator_connection.h"
#include "base/arena.h"
#include "base/result.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

namespace strongroom::app {

/// The Unix socket in the data folder by which the operator's commands reach a running server: one
/// line in, one line out, then the connection ends; one connection at a time, on a thread of its
/// own. Only the server's own user and root are heard (mode 0600, and the peer's user is looked
/// at). The size of a request and the time of a connection are bounded.
class OperatorSocket {
 public:
  /// Gives the answer to a line, with its newline, in the arena, which is wiped when it has left.
  using Answer = std::function<std::string_view(std::string_view line, Arena& arena)>;

  static constexpr std::size_t kLongestRequest = std::size_t{64} << 10;

  /// Takes the place of a socket that a crash left; the folder is locked for this process.
  /// Unavailable: the file system has no sockets.
  static Result<std::unique_ptr<OperatorSocket>> open(const std::string& folder, Answer answer);
  OperatorSocket(const OperatorSocket&) = delete;
  OperatorSocket& operator=(const OperatorSocket&) = delete;
  /// Ends an answer that waits for its reader, and removes the socket.
  ~OperatorSocket();

 private:
  OperatorSocket(std::string path, Descriptor listener, Descriptor end, Answer answer);
  void serve();
  void talk(Descriptor socket);

  const std::string path_;
  const Descriptor listener_;
  const Descriptor end_;  ///< An eventfd; readable once the server ends.
  const Answer answer_;
  std::thread thread_;
};

}  // namespace strongroom::app
