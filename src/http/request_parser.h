#pragma once

#include "base/arena.h"
#include "http/message.h"

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace strongroom::http {

struct RequestLimits {
  std::size_t header_bytes = 0;  ///< Request line, header lines and the empty line.
  std::size_t body_bytes = 0;    ///< Without the framing of chunks.
};

/// Owns a connection's receive buffer and finds the requests in it, whatever the pieces in which
/// they arrive. The grammar is Beast's; what it lets pass and RFC 9112 does not is refused here.
/// Holds plaintext: the bytes of a request are wiped by `next`, the rest by the destructor. One
/// coroutine at a time.
class RequestParser {
 public:
  enum class Progress { NeedMore, Complete, Refused };

  /// Bodies that came in chunks and folded header values live in `arena`, which the caller resets
  /// between two requests: before `next`.
  RequestParser(RequestLimits limits, Arena& arena);
  ~RequestParser();
  RequestParser(const RequestParser&) = delete;
  RequestParser& operator=(const RequestParser&) = delete;

  /// Where the next bytes go; never empty. Only while more is needed.
  std::span<char> space();
  /// `count` bytes were put into `space()`. After Refused the parser is of no more use.
  Progress received(std::size_t count);
  /// Wipes the finished request and goes on with what has arrived behind it.
  Progress next();

  /// No byte of the current request is here.
  bool untouched() const { return end_ == start_; }
  /// The client waits for `100 Continue` before it sends the body: ask while more is needed.
  bool awaits_continue() const;

  // When complete:
  /// Method, target, headers and body; the rest is left for the caller.
  Request request() const;
  bool keep_alive() const;
  bool http_1_0() const;

  /// When refused: 400, 413, 431 or 501.
  unsigned refusal() const { return refusal_; }

 private:
  class Grammar;

  Progress parse();
  /// RFC 9112 2.2: one before a request is passed over, since old clients end a body with it. False
  /// while half of it is here.
  bool skip_empty_line();
  Progress refused(unsigned status);
  /// Takes the parsed chunks, which are in the arena by now, out of the buffer.
  void drop_parsed_chunks();
  /// Moves what is held to the front of a new buffer, and the views with it.
  void reallocate(std::size_t capacity);
  void rebase(const char* from, std::size_t size);

  const RequestLimits limits_;
  Arena& arena_;
  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_ = 0;
  // Offsets into the buffer, in ascending order.
  std::size_t start_ = 0;       // of the current request
  std::size_t header_end_ = 0;  // 0 until the header is complete
  std::size_t parsed_ = 0;      // what the grammar has consumed
  std::size_t end_ = 0;         // what has arrived
  bool empty_line_ = false;     // was passed over before the current request
  std::unique_ptr<Grammar> grammar_;
  std::string_view method_;
  std::string_view target_;
  std::vector<Header> headers_;
  unsigned refusal_ = 0;
};

}  // namespace strongroom::http
