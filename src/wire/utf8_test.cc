#include "wire/utf8.h"

#include <gtest/gtest.h>

#include <string_view>

namespace strongroom::wire {
namespace {

TEST(Utf8Test, ReadsTheFirstAndLastCharacterOfEveryLength) {
  struct Case {
    std::string_view text;
    char32_t value;
  };
  for (const Case& want :
       {Case{std::string_view("\0", 1), 0}, Case{"\x7f", 0x7f}, Case{"\xc2\x80", 0x80},
        Case{"\xdf\xbf", 0x7ff}, Case{"\xe0\xa0\x80", 0x800}, Case{"\xed\x9f\xbf", 0xd7ff},
        Case{"\xee\x80\x80", 0xe000}, Case{"\xef\xbf\xbf", 0xffff},
        Case{"\xf0\x90\x80\x80", 0x10000}, Case{"\xf4\x8f\xbf\xbf", 0x10ffff}}) {
    const CodePoint point = code_point_at(want.text, 0);
    EXPECT_EQ(point.value, want.value);
    EXPECT_EQ(point.size, want.text.size()) << static_cast<unsigned>(want.value);
    EXPECT_TRUE(is_utf8(want.text));
  }
}

TEST(Utf8Test, RefusesWhatIsNotUtf8) {
  for (const std::string_view text :
       {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xed\xbf\xbf",
        "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "\xff", "\xc3", "\xe2\x82",
        "\xf0\x9f\x98", "\xc3(", "\xe2(\x82", "\xe2\x82("}) {
    EXPECT_EQ(code_point_at(text, 0).size, 0U) << text;
    EXPECT_FALSE(is_utf8(text)) << text;
  }
  EXPECT_FALSE(is_utf8("ok\xc3"));
  EXPECT_TRUE(is_utf8(""));
}

}  // namespace
}  // namespace strongroom::wire
