#include "base/uuid.h"

#include <gtest/gtest.h>

namespace strongroom {
namespace {

constexpr std::string_view kText = "00112233-4455-6677-8899-aabbccddeeff";

TEST(UuidTest, GoesBothWays) {
  const auto uuid = uuid_of(kText);
  ASSERT_TRUE(uuid);
  for (std::size_t i = 0; i < uuid->size(); ++i) {
    EXPECT_EQ(std::to_integer<std::size_t>((*uuid)[i]), i * 0x11);
  }
  EXPECT_EQ(uuid_text(*uuid), kText);
}

TEST(UuidTest, RefusesAnotherForm) {
  for (const std::string_view bad :
       {"", "00112233445566778899aabbccddeeff", "00112233-4455-6677-8899-AABBCCDDEEFF",
        "00112233-4455-6677-8899-aabbccddeef", "00112233-4455-6677-8899-aabbccddeefff",
        "0011223-34455-6677-8899-aabbccddeeff", "00112233-4455-6677-8899-aabbccddeefg",
        "-0112233-4455-6677-8899-aabbccddeeff"}) {
    EXPECT_FALSE(uuid_of(bad)) << bad;
  }
}

TEST(UuidTest, SaysThatItIsRandom) {
  Uuid bits;
  bits.fill(std::byte{0xff});
  EXPECT_EQ(uuid_text(random_uuid_of(bits)), "ffffffff-ffff-4fff-bfff-ffffffffffff");
  bits.fill(std::byte{0});
  EXPECT_EQ(uuid_text(random_uuid_of(bits)), "00000000-0000-4000-8000-000000000000");
}

}  // namespace
}  // namespace strongroom
