#include "http/response_parser.h"

#include "http/message.h"

#include <boost/beast/http/basic_parser.hpp>

#include <cstdint>
#include <limits>
#include <utility>

namespace strongroom::http {
namespace {

namespace beast = boost::beast;
using beast::http::error;
using boost::system::error_code;

constexpr std::size_t kRoom = 16 * 1024;
// "0\r\n\r\n". As long as a chunked message lasts, at least so many bytes are still to come, and
// Beast 1.81 asserts it.
constexpr std::size_t kShortestEndOfBody = 5;

std::string text(beast::string_view view) { return {view.data(), view.size()}; }

std::string lower_case(beast::string_view view) {
  std::string name = text(view);
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return name;
}

}  // namespace

class ResponseParser::Grammar final : public beast::http::basic_parser<false> {
 public:
  explicit Grammar(const ResponseLimits& limits) {
    // Beast measures single reads; ResponseParser measures the whole header.
    header_limit(std::numeric_limits<std::uint32_t>::max());
    body_limit(limits.body_bytes);
  }

  HttpResponse response;

 private:
  void on_response_impl(int status, beast::string_view, int version, error_code& ec) override {
    if (status < 100) ec = error::bad_status;
    response.status = static_cast<unsigned>(status);
    http_1_0_ = version == 10;
  }
  void on_field_impl(beast::http::field field, beast::string_view name, beast::string_view value,
                     error_code& ec) override {
    if (is_header_done()) return;  // a trailer: RFC 9110 6.5.1 lets us discard it
    // Beast takes a body of a coding that it doesn't know for one without an end.
    if (field == beast::http::field::transfer_encoding &&
        (http_1_0_ || !equals_ignoring_case(text(value), "chunked"))) {
      ec = error::bad_transfer_encoding;
    }
    response.headers.push_back({.name = lower_case(name), .value = text(value)});
  }
  void on_header_impl(error_code& ec) override {
    if (need_eof()) ec = error::bad_content_length;
  }
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(beast::string_view body, error_code&) override {
    response.body.append(body.data(), body.size());
    return body.size();
  }
  void on_chunk_header_impl(std::uint64_t, beast::string_view, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view body, error_code&) override {
    response.body.append(body.data(), body.size());
    return body.size();
  }
  void on_finish_impl(error_code&) override {}
  void on_request_impl(beast::http::verb, beast::string_view, beast::string_view, int,
                       error_code&) override {}

  bool http_1_0_ = false;
};

ResponseParser::ResponseParser(ResponseLimits limits)
    : limits_(limits), grammar_(std::make_unique<Grammar>(limits_)) {}

ResponseParser::~ResponseParser() = default;

std::span<char> ResponseParser::space() {
  const std::size_t held = buffer_.size() - room_;
  buffer_.resize(held + kRoom);
  room_ = kRoom;
  return {buffer_.data() + held, room_};
}

ResponseParser::Progress ResponseParser::received(std::size_t count) {
  buffer_.resize(buffer_.size() - room_ + count);
  room_ = 0;
  return parse();
}

unsigned ResponseParser::status() const { return grammar_->response.status; }

HttpResponse ResponseParser::take() { return std::move(grammar_->response); }

bool ResponseParser::keep_alive() const { return grammar_->keep_alive(); }

ResponseParser::Progress ResponseParser::next() {
  consumed_ = 0;
  grammar_ = std::make_unique<Grammar>(limits_);
  return untouched() ? Progress::NeedMore : parse();
}

ResponseParser::Progress ResponseParser::parse() {
  std::size_t at = 0;
  std::size_t header_bytes = grammar_->is_header_done() ? 0 : consumed_;
  error_code ec;
  while (at < buffer_.size() && !grammar_->is_done() && !ec) {
    const bool in_header = !grammar_->is_header_done();
    if (!in_header && grammar_->chunked() && buffer_.size() - at < kShortestEndOfBody) break;
    const std::size_t step =
        grammar_->put(boost::asio::const_buffer(buffer_.data() + at, buffer_.size() - at), ec);
    at += step;
    if (in_header) header_bytes += step;
  }
  if (ec == error::need_more) ec = {};
  consumed_ += at;
  buffer_.erase(0, at);
  // What Beast holds back is a header, the unfinished line of a chunk's size, or the trailer.
  const std::size_t held_back = grammar_->is_done() ? 0 : buffer_.size();
  if (!ec && header_bytes + held_back > limits_.header_bytes) ec = error::header_limit;
  if (ec) {
    refusal_ = ec.message();
    return Progress::Refused;
  }
  return grammar_->is_done() ? Progress::Complete : Progress::NeedMore;
}

}  // namespace strongroom::http
