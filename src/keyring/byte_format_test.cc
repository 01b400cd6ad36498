#include "keyring/byte_format.h"

#include "base/encoding.h"
#include "keyring/key_uuid.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace strongroom::keyring {
namespace {

TEST(ByteFormatTest, WritesNumbersBigEndian) {
  Bytes out;
  append_number(out, std::uint8_t{1});
  append_number(out, std::uint16_t{0x0203});
  append_number(out, std::uint32_t{0x04050607});
  append_number(out, std::uint64_t{0x08090a0b0c0d0e0f});
  append_prefixed(out, bytes_of("hi"));
  EXPECT_EQ(hex_of(out), "0102030405060708090a0b0c0d0e0f00026869");
}

TEST(ByteFormatTest, ReadsWhatItWrote) {
  Bytes out;
  append_number(out, std::uint32_t{0x84050607});
  append_prefixed(out, bytes_of("hi"));
  ByteReader reader(out);
  EXPECT_EQ(reader.number<std::uint32_t>(), 0x84050607U);
  EXPECT_EQ(text_of(reader.prefixed()), "hi");
  EXPECT_TRUE(reader.complete());
}

TEST(ByteFormatTest, StaysFailedAfterReadingBeyondTheEnd) {
  const Bytes three(3, std::byte{1});
  ByteReader reader(three);
  EXPECT_EQ(reader.number<std::uint32_t>(), 0U);
  EXPECT_TRUE(reader.take(1).empty());
  EXPECT_TRUE(reader.failed());
  EXPECT_FALSE(reader.complete());
}

TEST(ByteFormatTest, IsNotCompleteWhileSomethingIsLeft) {
  const Bytes three(3, std::byte{1});
  ByteReader reader(three);
  reader.take(2);
  EXPECT_FALSE(reader.failed());
  EXPECT_FALSE(reader.complete());
}

TEST(ByteFormatTest, ThrowsAtAPartThatHasNoLength) {
  EXPECT_THROW(length_prefix(Bytes(65536)), std::length_error);
  EXPECT_EQ(hex_of(length_prefix(Bytes(65535))), "ffff");
}

TEST(KeyUuidTest, ReadsAndWritesAKeyId) {
  const auto uuid = key_uuid_of("1234abcd-12ab-34cd-56ef-1234567890ab");
  ASSERT_TRUE(uuid);
  EXPECT_EQ(hex_of(*uuid), "1234abcd12ab34cd56ef1234567890ab");
  EXPECT_EQ(key_id_of(*uuid, false), "1234abcd-12ab-34cd-56ef-1234567890ab");
}

TEST(KeyUuidTest, ReadsAndWritesTheIdOfAMultiRegionKey) {
  const auto uuid = key_uuid_of("mrk-1234abcd12ab34cd56ef1234567890ab");
  ASSERT_TRUE(uuid);
  EXPECT_EQ(uuid, key_uuid_of("1234abcd-12ab-34cd-56ef-1234567890ab"));
  EXPECT_EQ(key_id_of(*uuid, true), "mrk-1234abcd12ab34cd56ef1234567890ab");
}

TEST(KeyUuidTest, RefusesOtherText) {
  for (const auto* text :
       {"", "1234abcd12ab34cd56ef1234567890ab", "1234ABCD-12ab-34cd-56ef-1234567890ab",
        "1234abcd-12ab-34cd-56ef-1234567890a", "1234abcd-12ab-34cd-56ef-1234567890abc",
        "1234abcd1-2ab-34cd-56ef-1234567890ab", "mrk-1234abcd12ab34cd56ef1234567890a",
        "mrk-1234ABCD12ab34cd56ef1234567890ab", "mrk-1234abcd-12ab-34cd-56ef-1234567890ab",
        "xxxxxxxx-12ab-34cd-56ef-1234567890ab"}) {
    EXPECT_FALSE(key_uuid_of(text)) << text;
  }
}

}  // namespace
}  // namespace strongroom::keyring
