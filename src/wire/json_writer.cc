#include "wire/json_writer.h"

#include "base/encoding.h"
#include "base/json_text.h"

#include <array>
#include <charconv>
#include <cstddef>
#include <limits>

namespace strongroom::wire {
namespace {

void append_number(ArenaText& out, std::int64_t value) {
  constexpr std::size_t kLongest = std::numeric_limits<std::int64_t>::digits10 + 2;
  char* const at = out.reserve(kLongest);
  out.commit(static_cast<std::size_t>(std::to_chars(at, at + kLongest, value).ptr - at));
}

}  // namespace

void JsonWriter::separate() {
  if (after_value_) out_->append(',');
  after_value_ = true;
}

void JsonWriter::open(char bracket) {
  separate();
  out_->append(bracket);
  after_value_ = false;
}

void JsonWriter::close(char bracket) {
  out_->append(bracket);
  after_value_ = true;
}

void JsonWriter::key(std::string_view name) {
  separate();
  append_json_string(*out_, name);
  out_->append(':');
  after_value_ = false;
}

void JsonWriter::plain_key(std::string_view name) {
  separate();
  out_->append('"');
  out_->append(name);
  out_->append("\":");
  after_value_ = false;
}

void JsonWriter::string(std::string_view text) {
  separate();
  append_json_string(*out_, text);
}

void JsonWriter::number(std::int64_t value) {
  separate();
  append_number(*out_, value);
}

void JsonWriter::boolean(bool value) {
  separate();
  out_->append(value ? "true" : "false");
}

void JsonWriter::null() {
  separate();
  out_->append("null");
}

void JsonWriter::base64(ByteView bytes) {
  separate();
  const std::size_t size = base64_size(bytes.size());
  char* const quoted = out_->reserve(size + 2);
  quoted[0] = quoted[size + 1] = '"';
  encode_base64(bytes, quoted + 1);
  out_->commit(size + 2);
}

void JsonWriter::time(Timestamp at) {
  separate();
  std::int64_t milliseconds = milliseconds_of(at);
  if (milliseconds < 0) {
    out_->append('-');
    milliseconds = -milliseconds;
  }
  append_number(*out_, milliseconds / 1000);
  const auto fraction = static_cast<int>(milliseconds % 1000);
  const std::array<char, 4> digits = {'.', static_cast<char>('0' + fraction / 100),
                                      static_cast<char>('0' + fraction / 10 % 10),
                                      static_cast<char>('0' + fraction % 10)};
  const std::size_t significant = digits[3] != '0' ? 4 : digits[2] != '0' ? 3 : 2;
  out_->append(std::string_view(digits.data(), significant));
}

}  // namespace strongroom::wire
