#include "base/json_text.h"

#include <gtest/gtest.h>

namespace strongroom {
namespace {

std::string quoted(std::string_view text) {
  Arena arena;
  ArenaText out(arena);
  append_json_string(out, text);
  return std::string(out.view());
}

TEST(JsonTextTest, EscapesWhatJsonRequires) {
  EXPECT_EQ(quoted("plain"), "\"plain\"");
  EXPECT_EQ(quoted("a\"b\\c\n\t\r"), R"("a\"b\\c\n\t\r")");
  EXPECT_EQ(quoted(std::string_view("\0\x1f\x7f", 3)), R"("\u0000\u001f\u007f")");
}

TEST(JsonTextTest, FindsWhatMustBeEscapedAtEveryPlace) {
  for (std::size_t at = 0; at < 24; ++at) {
    for (const char special : {'"', '\\', '\x1f', '\x7f'}) {
      std::string text(24, 'x');
      text[at] = special;
      const std::string out = quoted(text);
      EXPECT_EQ(out.substr(1, at), std::string(at, 'x'));
      EXPECT_EQ(out[at + 1], '\\') << at;
    }
  }
}

TEST(JsonTextTest, KeepsUtf8AsItIs) { EXPECT_EQ(quoted("é€😀"), "\"é€😀\""); }

TEST(JsonTextTest, ReplacesWhatIsNotUtf8) {
  for (const auto* bad : {"\xff", "\xc3", "\xed\xa0\x80", "\xc0\x80", "\xf5\x80\x80\x80"}) {
    EXPECT_NE(quoted(bad).find("\xEF\xBF\xBD"), std::string::npos);
    EXPECT_EQ(quoted(bad).find(bad), std::string::npos);
  }
}

}  // namespace
}  // namespace strongroom
