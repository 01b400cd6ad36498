#include "keyring/encryption_context.h"

#include "keyring/known_answers.h"

#include <gtest/gtest.h>

#include <string>

namespace strongroom::keyring {
namespace {

std::string canonical_hex(const Pairs& pairs) { return hex_of(canonical_bytes(pairs)); }

TEST(EncryptionContextTest, IsTwoZeroBytesWhenEmpty) { EXPECT_EQ(canonical_hex({}), "0000"); }

TEST(EncryptionContextTest, SortsByKey) {
  EXPECT_EQ(canonical_hex({{"b", "2"}, {"a", "1"}}), "0002000161000131000162000132");
  EXPECT_EQ(canonical_hex({{"a", "1"}, {"b", "2"}}), "0002000161000131000162000132");
}

TEST(EncryptionContextTest, SortsByBytesNotByLanguage) {
  EXPECT_EQ(canonical_hex({{"\xc3\xa4", ""}, {"z", ""}, {"Z", ""}}),
            "000300015a000000017a00000002c3a40000");
}

TEST(EncryptionContextTest, GivesTheKnownAnswerForASecretVersion) {
  EXPECT_EQ(
      canonical_hex(kKnownContext),
      "0002000953656372657441524e004061726e3a6177733a736563726574736d616e616765723a75732d65617374"
      "2d313a3131313132323232333333333a7365637265743a746573742d613162326333000f536563726574566572"
      "73696f6e496400244558414d504c45312d393061622d636465662d666564632d62613938374558414d504c45");
}

TEST(EncryptionContextTest, CanNotBeReadInTwoWays) {
  EXPECT_NE(canonical_hex({{"ab", "c"}}), canonical_hex({{"a", "bc"}}));
  EXPECT_NE(canonical_hex({{"a", "b"}, {"c", "d"}}), canonical_hex({{"a", "bcd"}}));
}

TEST(EncryptionContextTest, RefusesAKeyThatIsThereTwice) {
  Arena arena;
  const Pairs twice{{"a", "1"}, {"b", "2"}, {"a", "3"}};
  EXPECT_EQ(canonical_context(twice, arena).error().code(), ErrorCode::Validation);
}

TEST(EncryptionContextTest, Takes8192BytesAndNoMore) {
  const std::string longest(8192 - 2 - 4 - 1, 'v');
  const std::string longer = longest + 'v';
  Arena arena;
  const Pairs fits{{"k", longest}};
  const Pairs exceeds{{"k", longer}};
  EXPECT_EQ(canonical_bytes(fits).size(), 8192U);
  EXPECT_EQ(canonical_context(exceeds, arena).error().code(), ErrorCode::Validation);
}

}  // namespace
}  // namespace strongroom::keyring
