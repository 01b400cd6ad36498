#include "crypto/key_wrap.h"

#include "base/encoding.h"
#include "crypto/wycheproof.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace strongroom::crypto {
namespace {

TEST(KeyWrapTest, PassesTheWycheproofCases) {
  int cases = 0;
  for_each_wycheproof_case("aes_kwp_test.json", [&](const auto& group, const auto& test) {
    if (group.at("keySize").as_int64() != 256) return;
    ++cases;
    SCOPED_TRACE(boost::json::serialize(test));
    const Bytes key = hex(test, "key");
    const auto opened = unwrap_key(key, hex(test, "ct"));
    if (test.at("result").as_string() != "valid") {
      EXPECT_FALSE(opened);
      return;
    }
    ASSERT_TRUE(opened);
    EXPECT_EQ(copy_of(opened->reveal()), hex(test, "msg"));
    EXPECT_EQ(wrap_key(key, hex(test, "msg")), hex(test, "ct"));
  });
  EXPECT_GT(cases, 50);
}

TEST(KeyWrapTest, OpensWhatItWrappedOfEachSize) {
  const Bytes key(kWrappingKeySize, std::byte{3});
  for (const std::size_t size : {1UL, 7UL, 8UL, 9UL, 32UL, 1218UL, kLongestWrapped}) {
    const Bytes plain(size, std::byte{5});
    Bytes wrapped = wrap_key(key, plain);
    const auto opened = unwrap_key(key, wrapped);
    ASSERT_TRUE(opened) << size;
    EXPECT_EQ(copy_of(opened->reveal()), plain);
    wrapped.back() ^= std::byte{1};
    EXPECT_FALSE(unwrap_key(key, wrapped));
  }
}

TEST(KeyWrapTest, TakesNoOtherSizes) {
  const Bytes key(kWrappingKeySize);
  EXPECT_THROW(wrap_key(key, {}), std::invalid_argument);
  EXPECT_THROW(wrap_key(key, Bytes(kLongestWrapped + 1)), std::invalid_argument);
  EXPECT_THROW(wrap_key(Bytes(16), Bytes(8)), std::invalid_argument);
  for (const std::size_t size : {0UL, 8UL, 15UL, 17UL, kLongestWrapped + 16}) {
    EXPECT_FALSE(unwrap_key(key, Bytes(size))) << size;
  }
  EXPECT_FALSE(unwrap_key(Bytes(16), wrap_key(key, Bytes(8))));
}

}  // namespace
}  // namespace strongroom::crypto
