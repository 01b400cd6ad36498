#include "http/request_parser.h"

#include "base/frame_memory.h"

#include <boost/beast/http/basic_parser.hpp>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <functional>
#include <limits>
#include <optional>
#include <utility>

namespace strongroom::http {
namespace {

namespace beast = boost::beast;
using beast::http::error;
using boost::system::error_code;

constexpr std::size_t kFirstCapacity = 4 * 1024;
constexpr std::size_t kLeastSpace = 1024;
// Bounds what may be pipelined behind a large body, and so the time until others have their turn.
constexpr std::size_t kMostSpace = 64 * 1024;
constexpr std::size_t kKeptHeaders = 64;
// "0\r\n\r\n". As long as a chunked message lasts, at least so many bytes are still to come, and
// Beast 1.81 asserts it.
constexpr std::size_t kShortestEndOfChunks = 5;

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

bool begins_within(std::string_view text, const char* begin, std::size_t size) {
  const char* const at = text.data();
  // Total order also for pointers into different arrays.
  return !std::less<>()(at, begin) && std::less<>()(at, begin + size);
}

}  // namespace

class RequestParser::Grammar final : public beast::http::basic_parser<true> {
 public:
  explicit Grammar(RequestParser& parser) : parser_(parser), chunks_(parser.arena_) {
    // Beast measures single reads; RequestParser measures the whole header.
    header_limit(std::numeric_limits<std::uint32_t>::max());
    body_limit(parser.limits_.body_bytes);
  }

  bool http_1_0() const { return http_1_0_; }
  bool expects_continue() const { return expects_continue_; }
  bool unknown_coding() const { return unknown_coding_; }
  std::string_view chunks() const { return chunks_.view(); }
  /// Whether Beast's last step was the line of a chunk's size, with the trailer after the last one.
  bool took_chunk_header() const { return chunked() && !took_body_; }

  // One for each request, and as short-lived as a coroutine.
  static void* operator new(std::size_t size) { return allocate_frame(size); }
  static void operator delete(void* grammar, std::size_t size) noexcept {
    free_frame(grammar, size);
  }

 private:
  void on_request_impl(beast::http::verb, beast::string_view method, beast::string_view target,
                       int version, error_code&) override {
    parser_.method_ = view(method);
    parser_.target_ = view(target);
    http_1_0_ = version == 10;
  }

  void on_field_impl(beast::http::field field, beast::string_view name, beast::string_view value,
                     error_code& ec) override {
    if (is_header_done()) return;  // a trailer: RFC 9110 6.5.1 lets us discard it
    judge(field, view(value), ec);
    std::string_view kept = view(value);
    // Beast unfolds a folded value on its stack.
    if (!kept.empty() && !begins_within(kept, parser_.buffer_.get(), parser_.capacity_)) {
      kept = parser_.arena_.copy(kept);
    }
    parser_.headers_.push_back({.name = view(name), .value = kept});
  }

  void judge(beast::http::field field, std::string_view value, error_code& ec) {
    switch (field) {
      case beast::http::field::host:
        ++hosts_;
        break;
      case beast::http::field::content_length:
        // RFC 9112 6.3 lets us refuse the same length twice, too; who sends that is no client of
        // ours.
        if (++lengths_ > 1 || value.contains(',')) ec = error::bad_content_length;
        break;
      case beast::http::field::expect:
        expects_continue_ = !http_1_0_ && equals_ignoring_case(value, "100-continue");
        break;
      case beast::http::field::transfer_encoding:
        // Beast takes a body of a coding that it doesn't know for no body at all: a way to smuggle.
        unknown_coding_ = !equals_ignoring_case(value, "chunked");
        // RFC 9112 6.1: HTTP/1.0 with Transfer-Encoding has a faulty framing.
        if (unknown_coding_ || http_1_0_) ec = error::bad_transfer_encoding;
        break;
      default:
        break;
    }
  }

  void on_header_impl(error_code& ec) override {
    // RFC 9112 3.2: 400 for a request of HTTP/1.1 without Host, for any with more than one.
    if (hosts_ > 1 || (hosts_ == 0 && !http_1_0_)) ec = error::bad_field;
  }

  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(beast::string_view body, error_code&) override { return body.size(); }
  /// Beast lets line feeds and other control characters pass inside a quoted extension, where a
  /// proxy may see the end of the line (RFC 9110, 5.6.4 has none there but the tab).
  void on_chunk_header_impl(std::uint64_t, beast::string_view extensions,
                            error_code& failure) override {
    took_body_ = false;
    const auto forbidden = [](char c) { return (c >= 0 && c < ' ' && c != '\t') || c == '\x7f'; };
    if (std::ranges::any_of(extensions, forbidden)) failure = error::bad_chunk_extension;
  }
  std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view body, error_code&) override {
    took_body_ = true;
    chunks_.append(view(body));
    return body.size();
  }
  void on_finish_impl(error_code&) override {}
  void on_response_impl(int, beast::string_view, int, error_code&) override {}

  RequestParser& parser_;
  ArenaText chunks_;
  unsigned hosts_ = 0;
  unsigned lengths_ = 0;
  bool http_1_0_ = false;
  bool expects_continue_ = false;
  bool unknown_coding_ = false;
  bool took_body_ = false;
};

RequestParser::RequestParser(RequestLimits limits, Arena& arena) : limits_(limits), arena_(arena) {
  reallocate(kFirstCapacity);
  grammar_ = std::make_unique<Grammar>(*this);
}

RequestParser::~RequestParser() { explicit_bzero(buffer_.get() + start_, end_ - start_); }

std::span<char> RequestParser::space() {
  if (capacity_ - end_ < kLeastSpace) {
    const bool fits = end_ - start_ + kLeastSpace <= capacity_;
    reallocate(fits ? capacity_ : capacity_ * 2);
  }
  return {buffer_.get() + end_, std::min(capacity_ - end_, kMostSpace)};
}

RequestParser::Progress RequestParser::received(std::size_t count) {
  end_ += count;
  return parse();
}

RequestParser::Progress RequestParser::next() {
  explicit_bzero(buffer_.get() + start_, parsed_ - start_);
  // What is pipelined stays in its place: moving it for each of many short requests would cost its
  // square.
  start_ = parsed_;
  if (start_ == end_) start_ = parsed_ = end_ = 0;
  header_end_ = 0;
  empty_line_ = false;
  headers_.clear();
  if (headers_.capacity() > kKeptHeaders) headers_.shrink_to_fit();
  if (capacity_ > kFirstCapacity && end_ - start_ + kLeastSpace <= kFirstCapacity) {
    reallocate(kFirstCapacity);
  }
  grammar_ = std::make_unique<Grammar>(*this);
  return untouched() ? Progress::NeedMore : parse();
}

bool RequestParser::awaits_continue() const {
  // RFC 9110 10.1.1: may be omitted when some of the body has already arrived.
  return header_end_ != 0 && end_ == header_end_ && grammar_->expects_continue();
}

Request RequestParser::request() const {
  Request request;
  request.method = method_;
  request.target = target_;
  request.headers = headers_;
  request.body = grammar_->chunked()
                     ? grammar_->chunks()
                     : std::string_view(buffer_.get() + header_end_, parsed_ - header_end_);
  return request;
}

bool RequestParser::keep_alive() const { return grammar_->keep_alive(); }
bool RequestParser::http_1_0() const { return grammar_->http_1_0(); }

bool RequestParser::skip_empty_line() {
  if (empty_line_ || parsed_ != start_) return true;
  const std::string_view held(buffer_.get() + start_, std::min<std::size_t>(end_ - start_, 2));
  if (held == "\r") return false;
  if (held == "\r\n") {
    empty_line_ = true;
    parsed_ = start_ += held.size();
  }
  return true;
}

RequestParser::Progress RequestParser::parse() {
  if (!skip_empty_line()) return Progress::NeedMore;
  while (parsed_ < end_ && !grammar_->is_done()) {
    if (header_end_ != 0 && grammar_->chunked() && end_ - parsed_ < kShortestEndOfChunks) break;
    error_code ec;
    const std::size_t step =
        grammar_->put(boost::asio::const_buffer(buffer_.get() + parsed_, end_ - parsed_), ec);
    parsed_ += step;
    if (ec == error::need_more) break;
    if (ec == error::body_limit) return refused(413);
    if (ec) return refused(grammar_->unknown_coding() ? 501 : 400);
    if (header_end_ == 0) {
      header_end_ = parsed_;
    } else if (grammar_->took_chunk_header() && step > limits_.header_bytes) {
      return refused(431);  // as when it comes in pieces, below
    }
  }
  const std::size_t header_end = header_end_ == 0 ? end_ : header_end_;
  if (header_end - start_ > limits_.header_bytes) return refused(431);
  if (header_end_ != 0 && grammar_->is_done()) return Progress::Complete;
  if (header_end_ != 0 && grammar_->chunked()) drop_parsed_chunks();
  // What Beast holds back is the unfinished line of a chunk's size, or the trailer.
  return end_ - parsed_ > limits_.header_bytes ? refused(431) : Progress::NeedMore;
}

RequestParser::Progress RequestParser::refused(unsigned status) {
  refusal_ = status;
  return Progress::Refused;
}

void RequestParser::drop_parsed_chunks() {
  const std::size_t rest = end_ - parsed_;
  std::copy_n(buffer_.get() + parsed_, rest, buffer_.get() + header_end_);
  explicit_bzero(buffer_.get() + header_end_ + rest, end_ - header_end_ - rest);
  end_ = header_end_ + rest;
  parsed_ = header_end_;
}

void RequestParser::reallocate(std::size_t capacity) {
  const auto old = std::exchange(buffer_, std::make_unique_for_overwrite<char[]>(capacity));
  capacity_ = capacity;
  if (old == nullptr) return;
  const char* const held = old.get() + start_;
  const std::size_t size = end_ - start_;
  std::copy_n(held, size, buffer_.get());
  rebase(held, size);
  explicit_bzero(old.get() + start_, size);
  if (header_end_ != 0) header_end_ -= start_;
  parsed_ -= start_;
  end_ = size;
  start_ = 0;
}

void RequestParser::rebase(const char* from, std::size_t size) {
  const auto move = [&](std::string_view& text) {
    if (!begins_within(text, from, size)) return;
    text = {buffer_.get() + (text.data() - from), text.size()};
  };
  move(method_);
  move(target_);
  for (Header& header : headers_) {
    move(header.name);
    move(header.value);
  }
}

}  // namespace strongroom::http
