#include "wire/json_writer.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace strongroom::wire {
namespace {

template <class Write>
std::string written(Write write) {
  Arena arena;
  ArenaText text(arena);
  JsonWriter writer(text);
  write(writer);
  return std::string(text.view());
}

std::string json_of(std::string_view text) {
  return written([&](JsonWriter& w) { w.string(text); });
}

std::string time_of(std::int64_t milliseconds) {
  return written([&](JsonWriter& w) { w.time(timestamp_of(milliseconds)); });
}

TEST(JsonWriterTest, SeparatesWithCommasOnlyBetweenValues) {
  EXPECT_EQ(written([](JsonWriter& w) {
              w.begin_object();
              w.key("a");
              w.begin_array();
              w.number(1);
              w.boolean(false);
              w.null();
              w.begin_object();
              w.end_object();
              w.begin_array();
              w.end_array();
              w.end_array();
              w.key("b");
              w.string("x");
              w.end_object();
            }),
            R"({"a":[1,false,null,{},[]],"b":"x"})");
}

TEST(JsonWriterTest, EscapesWhatJsonDemands) {
  EXPECT_EQ(json_of("a\"b\\c\n\r\t/d"), R"("a\"b\\c\n\r\t/d")");
  EXPECT_EQ(json_of(std::string_view("\0\x01\x1f\x7f", 4)), R"("\u0000\u0001\u001f\u007f")");
  EXPECT_EQ(json_of(""), "\"\"");
}

TEST(JsonWriterTest, LeavesOtherCharactersAlone) {
  EXPECT_EQ(json_of("\u2028\u00e4\U0001F600"), "\"\u2028\u00e4\U0001F600\"");
}

TEST(JsonWriterTest, WritesEveryByteSoThatItReadsBack) {
  for (unsigned character = 0; character < 0x80; ++character) {
    const std::string text = "a" + std::string(1, static_cast<char>(character)) + "b";
    const std::string json = json_of(text);
    EXPECT_EQ(boost::json::parse({json.data(), json.size()}).as_string(), text) << character;
  }
}

TEST(JsonWriterTest, WritesTheLargestNumbers) {
  EXPECT_EQ(written([](JsonWriter& w) { w.number(std::numeric_limits<std::int64_t>::min()); }),
            "-9223372036854775808");
  EXPECT_EQ(written([](JsonWriter& w) { w.number(std::numeric_limits<std::int64_t>::max()); }),
            "9223372036854775807");
}

TEST(JsonWriterTest, WritesTimesAsPlainSeconds) {
  EXPECT_EQ(time_of(1711111111123), "1711111111.123");
  EXPECT_EQ(time_of(1711111111100), "1711111111.1");
  EXPECT_EQ(time_of(1711111111010), "1711111111.01");
  EXPECT_EQ(time_of(1711065600000), "1711065600.0");
  EXPECT_EQ(time_of(0), "0.0");
  EXPECT_EQ(time_of(-1500), "-1.5");
}

TEST(JsonWriterTest, WritesBlobsAsBase64) {
  EXPECT_EQ(written([](JsonWriter& w) { w.base64(bytes_of("hello")); }), "\"aGVsbG8=\"");
  EXPECT_EQ(written([](JsonWriter& w) { w.base64({}); }), "\"\"");
}

TEST(JsonWriterTest, EscapesKeysToo) {
  EXPECT_EQ(written([](JsonWriter& w) {
              w.begin_object();
              w.key("a\"b");
              w.number(1);
              w.end_object();
            }),
            R"({"a\"b":1})");
}

}  // namespace
}  // namespace strongroom::wire
