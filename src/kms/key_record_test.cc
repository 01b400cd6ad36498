#include "kms/key_record.h"

#include "base/encoding.h"

#include <gtest/gtest.h>

namespace strongroom::kms {
namespace {

KeyRecord a_key() {
  return {.account = "111122223333",
          .region = "eu-west-1",
          .id = "1234abcd-12ab-34cd-56ef-1234567890ab",
          .aws_managed = true,
          .created = timestamp_of(1'700'000'000'123),
          .wrapped_generations = {Bytes(82, std::byte{1}), Bytes(82, std::byte{2})}};
}

TEST(KeyRecordTest, ReadsWhatItWrote) {
  const KeyRecord key = decode_key(encode(a_key())).value();
  EXPECT_EQ(key.account, "111122223333");
  EXPECT_EQ(key.region, "eu-west-1");
  EXPECT_EQ(key.id, a_key().id);
  EXPECT_TRUE(key.aws_managed);
  EXPECT_EQ(key.created, a_key().created);
  EXPECT_EQ(key.wrapped_generations, a_key().wrapped_generations);
}

TEST(KeyRecordTest, RefusesEveryTruncationAndExtension) {
  Bytes record = encode(a_key());
  for (std::size_t size = 0; size < record.size(); ++size)
    EXPECT_FALSE(decode_key(ByteView(record).first(size))) << size;
  record.push_back(std::byte{0});
  EXPECT_FALSE(decode_key(record));
}

TEST(KeyRecordTest, RefusesAnUnknownFormat) {
  Bytes record = encode(a_key());
  record[0] = std::byte{2};
  EXPECT_FALSE(decode_key(record));
}

TEST(AliasRecordTest, ReadsWhatItWroteAndNothingElse) {
  const AliasRecord alias{
      .account = "111122223333", .region = "eu-west-1", .name = "alias/a", .target = "id"};
  const Bytes record = encode(alias);
  EXPECT_EQ(decode_alias(record)->name, "alias/a");
  EXPECT_EQ(decode_alias(record)->target, "id");
  for (std::size_t size = 0; size < record.size(); ++size)
    EXPECT_FALSE(decode_alias(ByteView(record).first(size))) << size;
}

TEST(AliasRecordTest, IsTheExampleOfItsPage) {
  EXPECT_EQ(
      hex_of(encode(AliasRecord{
          .account = "111122223333", .region = "eu-west-1", .name = "alias/a", .target = "k"})),
      "01000c313131313232323233333333000965752d776573742d310007616c6961732f6100016b");
}

}  // namespace
}  // namespace strongroom::kms
