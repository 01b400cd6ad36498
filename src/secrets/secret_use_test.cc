#include "secrets/secret_use.h"

#include "base/encoding.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace strongroom::secrets {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;
using Principal = SecretUse::Principal;

TEST(SecretUseTest, CountsByPrincipalAndDay) {
  SecretUse use;
  EXPECT_TRUE(use.empty());
  use.add("b", {100, 1});
  use.add("a", {101, 2});
  use.add("b", {99, 5});
  use.add("b", {100, 3});
  EXPECT_THAT(use.principals(),
              ElementsAre(Principal{"a", {{101, 2}}}, Principal{"b", {{99, 5}, {100, 4}}}));
  SecretUse more;
  more.add("a", {101, 1});
  use.add(more);
  EXPECT_EQ(use.principals().front(), (Principal{"a", {{101, 3}}}));
}

TEST(SecretUseTest, KeepsNinetyDays) {
  SecretUse use;
  use.add("gone", {100, 1});
  use.add("stays", {101, 1});
  use.add("stays", {190, 1});
  EXPECT_THAT(use.principals(), ElementsAre(Principal{"stays", {{101, 1}, {190, 1}}}));
  use.add("late", {100, 1});
  EXPECT_FALSE(use.has("late"));
}

TEST(SecretUseTest, CountsPrincipalsBeyondAHundredTogether) {
  SecretUse use;
  for (int i = 0; i < 103; ++i) use.add(fmt::format("principal {:03}", i), {100, 1});
  EXPECT_THAT(use.principals(), SizeIs(101));
  EXPECT_EQ(use.principals().front(), (Principal{"*", {{100, 3}}}));
  use.add("principal 000", {100, 1});
  EXPECT_EQ(use.principals()[1], (Principal{"principal 000", {{100, 2}}}));
  EXPECT_EQ(decode_secret_use(encode_secret_use(use)).value().principals(), use.principals());
}

/// The example of docs/formats/secret-use.md.
TEST(SecretUseTest, IsStoredAsDocumented) {
  SecretUse use;
  use.add("arn:aws:iam::111122223333:user/ann", {19675, 300});
  use.add("arn:aws:iam::111122223333:user/ann", {19677, 1});
  const Bytes record = encode_secret_use(use);
  EXPECT_EQ(hex_of(record),
            "0101"
            "2261726e3a6177733a69616d3a3a3131313132323232333333333a757365722f616e6e"
            "02db9901ac020201");
  EXPECT_EQ(decode_secret_use(record).value().principals(), use.principals());
}

TEST(SecretUseTest, RefusesWhatIsNoRecord) {
  SecretUse use;
  use.add("a", {100, 1});
  use.add("b", {100, 1});
  const Bytes record = encode_secret_use(use);
  for (std::size_t size = 0; size < record.size(); ++size) {
    EXPECT_FALSE(decode_secret_use(ByteView(record).first(size))) << size;
  }
  const char* const wrong[] = {
      "0201016101640100",          // another format
      "010201620164010161016401",  // not ascending
      "010201610164010161016401",  // one principal twice
      "010101610264010001",        // one day twice
      "0101016100",                // no day
      "010101610264015a01",        // ninety days apart
      "0101016101640100",          // a byte behind the end
  };
  for (const char* text : wrong)
    EXPECT_FALSE(decode_secret_use(bytes_of_hex(text).value())) << text;
}

}  // namespace
}  // namespace strongroom::secrets
