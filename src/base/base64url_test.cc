#include "base/base64url.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace strongroom {
namespace {

TEST(Base64UrlTest, DecodesWithoutPaddingAndWithItsOwnAlphabet) {
  const std::pair<std::string, std::string> cases[] = {
      {"", ""}, {"Zg", "f"}, {"Zm8", "fo"}, {"Zm9v", "foo"}, {"-_8", "\xfb\xff"}};
  for (const auto& [text, plain] : cases) {
    const auto bytes = bytes_of_base64url(text);
    ASSERT_TRUE(bytes) << text;
    EXPECT_EQ(text_of(*bytes), plain);
  }
}

TEST(Base64UrlTest, RefusesPaddingOtherAlphabetsAndSecondSpellings) {
  for (const auto* bad : {"Zg==", "Zm8=", "+/8", "Z", "Zm9vZ", "Zh", "Zm9", "Zm 9", "Zm9v\n"}) {
    EXPECT_FALSE(bytes_of_base64url(bad)) << bad;
  }
}

}  // namespace
}  // namespace strongroom
