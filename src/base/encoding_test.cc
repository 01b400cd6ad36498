#include "base/encoding.h"

#include <gtest/gtest.h>

namespace strongroom {
namespace {

std::optional<std::string> decoded(std::string_view text) {
  Bytes room(base64_decoded_bound(text.size()) + 3);
  const auto bytes = decode_base64(text, room);
  if (!bytes) return std::nullopt;
  return std::string(text_of(*bytes));
}

// RFC 4648, section 10.
TEST(Base64Test, EncodesAndDecodesTheVectorsOfTheRfc) {
  const std::pair<std::string, std::string> cases[] = {{"", ""},
                                                       {"f", "Zg=="},
                                                       {"fo", "Zm8="},
                                                       {"foo", "Zm9v"},
                                                       {"foob", "Zm9vYg=="},
                                                       {"fooba", "Zm9vYmE="},
                                                       {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, encoded] : cases) {
    EXPECT_EQ(base64_of(bytes_of(plain)), encoded);
    EXPECT_EQ(decoded(encoded), plain);
  }
}

TEST(Base64Test, RefusesWhatIsNotExactlyBase64) {
  for (const auto* bad :
       {"Zg", "Zg=", "Z===", "Zh==", "Zm9=", "Zm 9", "Zm9v\n", "Zm9v=", "====", "Zg==Zg=="}) {
    EXPECT_FALSE(decoded(bad)) << bad;
  }
}

TEST(Base64Test, GoesBothWaysForEveryLengthAndNoticesAWrongCharacterAnywhere) {
  std::string plain;
  for (int i = 0; i < 100; ++i) {
    const std::string encoded = base64_of(bytes_of(plain));
    EXPECT_EQ(decoded(encoded), plain);
    for (std::size_t at = 0; at < encoded.size(); ++at) {
      std::string wrong = encoded;
      wrong[at] = at % 2 == 0 ? '-' : '\x80';
      EXPECT_FALSE(decoded(wrong)) << encoded << " at " << at;
    }
    plain += static_cast<char>(i * 37);
  }
}

TEST(Base64Test, KnowsEachCharacterInEachPlaceOfALongText) {
  const std::string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t place = 0; place < alphabet.size(); ++place) {
    for (int character = 0; character < 256; ++character) {
      std::string text = alphabet;
      text[place] = static_cast<char>(character);
      // In the last two places it pads, and leaves bits that must be zero.
      if (character == '=' && place >= 62) continue;
      const auto bytes = decoded(text);
      ASSERT_EQ(bytes.has_value(), alphabet.contains(text[place])) << text;
      if (bytes) ASSERT_EQ(base64_of(bytes_of(*bytes)), text);
    }
  }
}

TEST(HexTest, GoesBothWaysAndRefusesOtherText) {
  EXPECT_EQ(hex_of(bytes_of("\x01\xab")), "01ab");
  EXPECT_EQ(bytes_of_hex("01AB"), copy_of(bytes_of("\x01\xab")));
  EXPECT_FALSE(bytes_of_hex("0"));
  EXPECT_FALSE(bytes_of_hex("0g"));
}

TEST(HexTest, LowerCaseIsOfTheRightLengthAndCase) {
  std::array<std::byte, 2> bytes;
  EXPECT_TRUE(decode_lower_hex("01ab", bytes));
  EXPECT_EQ(text_of(bytes), "\x01\xab");
  for (const std::string_view bad : {"", "01a", "01abc", "01abcd", "01AB", "01ag"}) {
    EXPECT_FALSE(decode_lower_hex(bad, bytes)) << bad;
  }
}

}  // namespace
}  // namespace strongroom
