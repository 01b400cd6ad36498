#pragma once

#include "base/arena.h"
#include "base/bytes.h"
#include "base/clock.h"

#include <cstdint>
#include <string_view>

namespace strongroom::wire {

/// Writes compact JSON to the end of a text. Commas are its business; that begins and ends match,
/// and keys stand in objects only, is the caller's. What is not UTF-8 in a string shows as U+FFFD.
class JsonWriter {
 public:
  explicit JsonWriter(ArenaText& out) : out_(&out) {}

  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }
  void key(std::string_view name);
  void plain_key(std::string_view name);  ///< Of letters and digits, so that nothing is escaped.

  void string(std::string_view text);
  void number(std::int64_t value);
  void boolean(bool value);
  void null();
  void base64(ByteView bytes);  ///< As a string.
  void time(Timestamp at);      ///< Seconds since 1970 with up to three digits after the point.

 private:
  void separate();
  void open(char bracket);
  void close(char bracket);

  ArenaText* out_;
  bool after_value_ = false;
};

}  // namespace strongroom::wire
