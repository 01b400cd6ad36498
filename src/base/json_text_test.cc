#include "base/json_text.h"

#include <gtest/gtest.h>

namespace strongroom {
namespace {

std::string as_json(std::string_view text) {
  Arena arena;
  ArenaText out(arena);
  append_json_string(out, text);
  return std::string(out.view());
}

TEST(JsonTextTest, EscapesWhatJsonRequires) {
  EXPECT_EQ(as_json("plain"), "\"plain\"");
  EXPECT_EQ(as_json("a\"b\\c\n\t\r"), R"("a\"b\\c\n\t\r")");
  EXPECT_EQ(as_json(std::string_view("\0\x1f\x7f", 3)), R"("\u0000\u001f\u007f")");
}

TEST(JsonTextTest, FindsWhatMustBeEscapedAtEveryPlace) {
  for (std::size_t at = 0; at < 40; ++at) {
    for (const char special : {'"', '\\', '\x1f', '\x7f'}) {
      std::string text(40, 'x');
      text[at] = special;
      const std::string out = as_json(text);
      EXPECT_EQ(out.substr(1, at), std::string(at, 'x'));
      EXPECT_EQ(out[at + 1], '\\') << at;
    }
  }
}

TEST(JsonTextTest, KeepsUtf8AsItIs) { EXPECT_EQ(as_json("é€😀"), "\"é€😀\""); }

TEST(JsonTextTest, ReplacesWhatIsNotUtf8) {
  for (const auto* bad : {"\xff", "\xc3", "\xed\xa0\x80", "\xc0\x80", "\xf5\x80\x80\x80"}) {
    EXPECT_NE(as_json(bad).find("\xEF\xBF\xBD"), std::string::npos);
    EXPECT_EQ(as_json(bad).find(bad), std::string::npos);
  }
}

}  // namespace
}  // namespace strongroom
