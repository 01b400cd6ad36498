#pragma once

#include "base/http_client.h"

#include <cstddef>
#include <memory>
#include <span>
#include <string>

namespace strongroom::http {

struct ResponseLimits {
  std::size_t header_bytes = 0;  ///< Status line, header lines and the empty line.
  std::size_t body_bytes = 0;    ///< Without the framing of chunks.
};

/// Finds the answers in what a server sends, whatever the pieces in which it arrives. The grammar
/// is Beast's; an answer whose end only the end of the connection would show is refused, since
/// nobody could tell it from one that was cut. One coroutine at a time.
class ResponseParser {
 public:
  enum class Progress { NeedMore, Complete, Refused };

  explicit ResponseParser(ResponseLimits limits);
  ~ResponseParser();
  ResponseParser(const ResponseParser&) = delete;
  ResponseParser& operator=(const ResponseParser&) = delete;

  /// Where the next bytes go; never empty. Only while more is needed.
  std::span<char> space();
  /// `count` bytes were put into `space()`. After Refused the parser is of no more use.
  Progress received(std::size_t count);

  // When complete:
  unsigned status() const;
  /// The answer, out of the parser.
  HttpResponse take();
  /// The connection serves another request.
  bool keep_alive() const;
  /// Bytes have come that don't belong to the answer.
  bool holds_more() const { return !buffer_.empty(); }
  /// Goes on with what has arrived behind the complete one.
  Progress next();
  /// No byte of the current answer is here.
  bool untouched() const { return consumed_ == 0 && buffer_.size() == room_; }
  /// When refused: what is wrong.
  const std::string& refusal() const { return refusal_; }

 private:
  class Grammar;

  Progress parse();

  const ResponseLimits limits_;
  WipedString buffer_;        // what the grammar has not taken, then room for more
  std::size_t room_ = 0;      // at the buffer's end
  std::size_t consumed_ = 0;  // of the current answer
  std::unique_ptr<Grammar> grammar_;
  std::string refusal_;
};

}  // namespace strongroom::http
