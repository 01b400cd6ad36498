#pragma once

#include "base/arena.h"
#include "base/bytes.h"
#include "base/clock.h"

#include <cstdint>
#include <string_view>

namespace strongroom::wire {

/// Appends `text` as the content of an element, or of an attribute: `& < > " '` are escaped, a
/// carriage return is written as `&#13;` since parsers change a bare one. What XML 1.0 has no way
/// to write (other control characters, U+FFFE and U+FFFF, what is not UTF-8) shows as U+FFFD.
void append_xml_text(ArenaText& out, std::string_view text);

/// Writes XML without white space to the end of a text. That begins and ends match, and that names
/// are names, is the caller's business. An element without content is `<Name/>`.
class XmlWriter {
 public:
  explicit XmlWriter(ArenaText& out) : out_(&out) {}

  /// The element `name` + `suffix`: `CreateUser` and `Response`.
  void begin(std::string_view name, std::string_view suffix = {});
  /// Right after the `begin` that it belongs to.
  void attribute(std::string_view name, std::string_view value);
  void end(std::string_view name, std::string_view suffix = {});

  // The content of the element that is open.
  void text(std::string_view text);
  void percent_encoded(std::string_view text);  ///< All but RFC 3986's unreserved, in upper case.
  void number(std::int64_t value);
  void boolean(bool value);
  void base64(ByteView bytes);
  void time(Timestamp at);  ///< iso_time.h

 private:
  void finish_tag();

  ArenaText* out_;
  bool in_tag_ = false;  ///< `<Name` is written, and neither `>` nor `/>` yet.
};

}  // namespace strongroom::wire
