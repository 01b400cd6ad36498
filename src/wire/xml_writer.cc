#include "wire/xml_writer.h"

#include "base/encoding.h"
#include "wire/iso_time.h"
#include "wire/utf8.h"

#include <charconv>
#include <cstddef>
#include <limits>

namespace strongroom::wire {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

/// What stands for a character in XML; empty for one that stands for itself.
std::string_view escape_of(char32_t c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    case '\r':
      return "&#13;";
    case '\n':
    case '\t':
      return {};
    default:  // XML 1.0, production 2: Char.
      return c < 0x20 || c == 0xfffe || c == 0xffff ? kReplacement : std::string_view();
  }
}

bool is_unreserved(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

}  // namespace

void append_xml_text(ArenaText& out, std::string_view text) {
  std::size_t plain_from = 0;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = code_point_at(text, i);
    const std::string_view escape = point.size == 0 ? kReplacement : escape_of(point.value);
    const std::size_t next = i + (point.size == 0 ? 1 : point.size);
    if (!escape.empty()) {
      out.append(text.substr(plain_from, i - plain_from));
      out.append(escape);
      plain_from = next;
    }
    i = next;
  }
  out.append(text.substr(plain_from));
}

void XmlWriter::finish_tag() {
  if (in_tag_) out_->append('>');
  in_tag_ = false;
}

void XmlWriter::begin(std::string_view name, std::string_view suffix) {
  finish_tag();
  out_->append('<');
  out_->append(name);
  out_->append(suffix);
  in_tag_ = true;
}

void XmlWriter::attribute(std::string_view name, std::string_view value) {
  out_->append(' ');
  out_->append(name);
  out_->append("=\"");
  append_xml_text(*out_, value);
  out_->append('"');
}

void XmlWriter::end(std::string_view name, std::string_view suffix) {
  if (in_tag_) {
    out_->append("/>");
    in_tag_ = false;
    return;
  }
  out_->append("</");
  out_->append(name);
  out_->append(suffix);
  out_->append('>');
}

void XmlWriter::text(std::string_view text) {
  if (text.empty()) return;
  finish_tag();
  append_xml_text(*out_, text);
}

void XmlWriter::percent_encoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  if (text.empty()) return;
  finish_tag();
  char* const at = out_->reserve(text.size() * 3);
  std::size_t size = 0;
  for (const char c : text) {
    if (is_unreserved(c)) {
      at[size++] = c;
      continue;
    }
    const auto value = static_cast<unsigned char>(c);
    at[size++] = '%';
    at[size++] = kDigits[value >> 4];
    at[size++] = kDigits[value & 15];
  }
  out_->commit(size);
}

void XmlWriter::number(std::int64_t value) {
  constexpr std::size_t kLongest = std::numeric_limits<std::int64_t>::digits10 + 2;
  finish_tag();
  char* const at = out_->reserve(kLongest);
  out_->commit(static_cast<std::size_t>(std::to_chars(at, at + kLongest, value).ptr - at));
}

void XmlWriter::boolean(bool value) {
  finish_tag();
  out_->append(value ? "true" : "false");
}

void XmlWriter::base64(ByteView bytes) {
  if (bytes.empty()) return;
  finish_tag();
  const std::size_t size = base64_size(bytes.size());
  encode_base64(bytes, out_->reserve(size));
  out_->commit(size);
}

void XmlWriter::time(Timestamp at) {
  finish_tag();
  append_iso_time(*out_, at);
}

}  // namespace strongroom::wire
