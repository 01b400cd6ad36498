#include "kms/key_record.h"

#include "base/encoding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace strongroom::kms {
namespace {

Key a_key() {
  Key key;
  key.account = "111122223333";
  key.region = "eu-west-1";
  key.id = "1234abcd-12ab-34cd-56ef-1234567890ab";
  key.description = "of the application";
  key.state = KeyState::PendingDeletion;
  key.created = timestamp_of(1'700'000'000'123);
  key.deletion = timestamp_of(1'700'000'999'000);
  key.policy = std::make_shared<const KeyPolicy>(
      default_key_policy(key.account),
      std::vector<policy::PrincipalBinding>{{.arn = "arn", .id = "AIDA"}});
  key.tags = {{.key = "a", .value = "1"}, {.key = "b", .value = ""}};
  key.rotation = Rotation{.period = std::chrono::days(90), .next = timestamp_of(1'710'000'000'000)};
  key.generations = {{.wrapped = Bytes(82, std::byte{1}), .since = key.created},
                     {.wrapped = Bytes(82, std::byte{2}),
                      .since = timestamp_of(1'700'000'500'000),
                      .type = RotationType::OnDemand}};
  return key;
}

TEST(KeyRecordTest, ReadsWhatItWrote) {
  const Key key = decode_key(encode(a_key())).value();
  EXPECT_EQ(encode(key), encode(a_key()));
  EXPECT_EQ(key.id, a_key().id);
  EXPECT_EQ(key.state, KeyState::PendingDeletion);
  EXPECT_EQ(key.policy->bindings(), a_key().policy->bindings());
  EXPECT_EQ(key.tags, a_key().tags);
  EXPECT_EQ(key.rotation, a_key().rotation);
  EXPECT_EQ(key.generations, a_key().generations);
}

TEST(KeyRecordTest, ReadsTheFirstFormatAsAKeyThatRotatesEveryYear) {
  const Bytes record =
      bytes_of_hex(
          "01000c313131313232323233333333000965752d776573742d310024"
          "31323334616263642d313261622d333463642d353665662d313233343536373839306162"
          "010000018bcfe5687b00010002d101")
          .value();
  const Key key = decode_key(record).value();
  EXPECT_TRUE(key.aws_managed);
  EXPECT_EQ(key.created, timestamp_of(1'700'000'000'123));
  EXPECT_EQ(key.rotation->next, key.created + kYear);
  EXPECT_EQ(key.generations.size(), 1u);
  EXPECT_THAT(key.policy->text(), testing::HasSubstr("auto-secretsmanager-2"));
  EXPECT_EQ(encode(decode_key(encode(key)).value()), encode(key));
}

Key an_external_key() {
  Key key = a_key();
  key.origin = kExternalOrigin;
  key.state = KeyState::PendingImport;
  key.deletion.reset();
  key.rotation.reset();
  key.generations = {
      {.wrapped = {},
       .since = key.created,
       .imported =
           Imported{.fingerprint = {std::byte{1}}, .valid_to = std::nullopt, .description = ""}}};
  key.pending = Generation{.wrapped = Bytes(82, std::byte{2}),
                           .since = key.created,
                           .imported = Imported{.fingerprint = {std::byte{2}},
                                                .valid_to = timestamp_of(1'710'000'000'000),
                                                .description = "mine"}};
  key.import_tokens = 3;
  return key;
}

TEST(KeyRecordTest, ReadsImportedMaterialThereOrNot) {
  const Key key = decode_key(encode(an_external_key())).value();
  EXPECT_EQ(key.generations, an_external_key().generations);
  EXPECT_EQ(key.pending, an_external_key().pending);
  EXPECT_EQ(key.import_tokens, 3U);
  Key without = an_external_key();
  without.generations.clear();
  without.pending.reset();
  EXPECT_TRUE(decode_key(encode(without)));
}

TEST(KeyRecordTest, RefusesMaterialThatDoesNotGoWithTheKey) {
  Key usable_without = an_external_key();
  usable_without.state = KeyState::Enabled;
  EXPECT_FALSE(decode_key(encode(usable_without)));
  Key of_our_own = an_external_key();
  of_our_own.origin = kOwnOrigin;
  EXPECT_FALSE(decode_key(encode(of_our_own)));
  Key without = a_key();
  without.generations.clear();
  EXPECT_FALSE(decode_key(encode(without)));
}

TEST(KeyRecordTest, ReadsTheSecondFormatWhichKnewNothingOfImports) {
  const Bytes record =
      bytes_of_hex(
          "02000c313131313232323233333333000965752d776573742d31002431323334616263642d313261622d"
          "333463642d353665662d313233343536373839306162000000018bcfe5687b000164001153594d4d4554"
          "5249435f44454641554c54000f454e43525950545f4445435259505400074157535f4b4d53030000018b"
          "cff4a65800107b2253746174656d656e74223a5b5d7d00000001000161000131005a0000018e23f14c00"
          "00020002d1010000018bcfe5687b000002d1020000018bcfed092002")
          .value();
  const Key key = decode_key(record).value();
  EXPECT_EQ(key.description, "d");
  EXPECT_EQ(key.origin, kOwnOrigin);
  EXPECT_EQ(key.deletion, timestamp_of(1'700'000'999'000));
  EXPECT_EQ(key.rotation, a_key().rotation);
  ASSERT_EQ(key.generations.size(), 2u);
  EXPECT_EQ(key.generations[1].wrapped, bytes_of_hex("d102").value());
  EXPECT_EQ(key.generations[1].type, RotationType::OnDemand);
  EXPECT_FALSE(key.generations[1].imported);
  EXPECT_FALSE(key.pending);
}

TEST(KeyRecordTest, ReadsTheThirdFormatWhichKnewOneRegionAlone) {
  const Bytes record =
      bytes_of_hex(
          "03000c313131313232323233333333000965752d776573742d31002431323334616263642d313261622d"
          "333463642d353665662d313233343536373839306162000000018bcfe5687b000164001153594d4d4554"
          "5249435f44454641554c54000f454e43525950545f44454352595054000845585445524e414c04000000"
          "000000000000107b2253746174656d656e74223a5b5d7d00000000000000000000000000000001000000"
          "00018bcfe5687b00010020000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e"
          "1f000000000000000000046d696e6500")
          .value();
  const Key key = decode_key(record).value();
  EXPECT_TRUE(key.external());
  EXPECT_EQ(key.state, KeyState::PendingImport);
  ASSERT_EQ(key.generations.size(), 1u);
  EXPECT_EQ(key.generations[0].imported->description, "mine");
  EXPECT_EQ(key.generations[0].imported->fingerprint[31], std::byte{31});
  EXPECT_FALSE(key.multi_region());
}

TEST(KeyRecordTest, ReadsTheFourthFormatWhichCountedNoImportTokens) {
  Bytes record = encode(an_external_key());
  record[0] = std::byte{4};
  EXPECT_FALSE(decode_key(record));
  record.resize(record.size() - sizeof(Key::import_tokens));
  const Key key = decode_key(record).value();
  EXPECT_EQ(key.pending, an_external_key().pending);
  EXPECT_EQ(key.import_tokens, 0U);
}

Key a_primary() {
  Key key = a_key();
  key.id = "mrk-1234abcd12ab34cd56ef1234567890ab";
  key.primary_region = key.region;
  key.state = KeyState::PendingReplicaDeletion;
  key.deletion.reset();
  key.deletion_window = std::chrono::days(7);
  return key;
}

TEST(KeyRecordTest, ReadsAPrimaryThatWaitsForItsReplicasToGo) {
  const Key key = decode_key(encode(a_primary())).value();
  EXPECT_EQ(key.primary_region, "eu-west-1");
  EXPECT_EQ(key.deletion_window, std::chrono::days(7));
  EXPECT_TRUE(key.pending_deletion());
}

TEST(KeyRecordTest, RefusesRegionsThatDoNotGoWithTheKey) {
  Key key = a_primary();
  key.primary_region = "us-east-1";  // only a primary waits
  EXPECT_FALSE(decode_key(encode(key)));
  key = a_primary();
  key.primary_region.clear();
  EXPECT_FALSE(decode_key(encode(key)));
  key = a_primary();
  key.id = a_key().id;
  EXPECT_FALSE(decode_key(encode(key)));
  key = a_primary();
  key.deletion_window = std::chrono::days(0);
  EXPECT_FALSE(decode_key(encode(key)));
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
  record[0] = std::byte{6};
  EXPECT_FALSE(decode_key(record));
}

TEST(GrantRecordTest, ReadsWhatItWroteAndNothingElse) {
  Grant grant{.account = "111122223333",
              .region = "eu-west-1",
              .key_id = a_key().id,
              .id = "00ff",
              .name = "name",
              .created = timestamp_of(1'700'000'000'123),
              .grantee = {.arn = "arn:aws:iam::111122223333:user/u", .identity = "AIDA"},
              .retiring = std::nullopt,
              .operations = bit_of(GrantOperation::Decrypt),
              .constraint = {.kind = GrantConstraint::Kind::Subset, .pairs = {{"a", "1"}}}};
  for (const bool retirable : {false, true}) {
    if (retirable) grant.retiring = {.arn = "arn:aws:iam::111122223333:root", .identity = "1"};
    const Bytes record = encode(grant);
    const Grant read = decode_grant(record).value();
    EXPECT_EQ(encode(read), record);
    EXPECT_EQ(read.retiring, grant.retiring);
    EXPECT_EQ(read.constraint, grant.constraint);
    for (std::size_t size = 0; size < record.size(); ++size)
      EXPECT_FALSE(decode_grant(ByteView(record).first(size))) << size;
  }
}

Alias an_alias(std::string target) {
  return {.account = "111122223333",
          .region = "eu-west-1",
          .name = "alias/a",
          .target = std::move(target),
          .created = timestamp_of(1'700'000'000'123),
          .updated = timestamp_of(1'700'000'001'123)};
}

TEST(AliasRecordTest, ReadsWhatItWroteAndNothingElse) {
  const Alias alias = an_alias("id");
  const Bytes record = encode(alias);
  EXPECT_EQ(decode_alias(record)->name, "alias/a");
  EXPECT_EQ(decode_alias(record)->target, "id");
  for (std::size_t size = 0; size < record.size(); ++size)
    EXPECT_FALSE(decode_alias(ByteView(record).first(size))) << size;
}

TEST(AliasRecordTest, IsTheExampleOfItsPage) {
  EXPECT_EQ(hex_of(encode(an_alias("k"))),
            "02000c313131313232323233333333000965752d776573742d310007616c6961732f6100016b"
            "0000018bcfe5687b0000018bcfe56c63");
  const Alias first = decode_alias(bytes_of_hex("01000c313131313232323233333333000965752d776573742d"
                                                "310007616c6961732f6100016b")
                                       .value())
                          .value();
  EXPECT_EQ(first.target, "k");
  EXPECT_EQ(first.created, std::nullopt);
}

TEST(LastUseRecordTest, ReadsWhatItWroteAndNothingElse) {
  for (const std::string_view operation : kTrackedOperations) {
    const LastUse use{.operation = operation,
                      .at = timestamp_of(1'700'000'000'123),
                      .event_id = "event",
                      .request_id = "request"};
    Bytes record = encode(use);
    EXPECT_EQ(decode_last_use(record).value(), use);
    for (std::size_t size = 0; size < record.size(); ++size)
      EXPECT_FALSE(decode_last_use(ByteView(record).first(size))) << size;
    record.push_back(std::byte{0});
    EXPECT_FALSE(decode_last_use(record));
  }
}

TEST(LastUseRecordTest, RefusesAnOperationThatItDoesNotKnow) {
  Bytes record = encode(LastUse{
      .operation = kTrackedOperations.back(), .at = {}, .event_id = "e", .request_id = "r"});
  record[1] = static_cast<std::byte>(kTrackedOperations.size());
  EXPECT_FALSE(decode_last_use(record));
}

TEST(LastUseRecordTest, IsTheExampleOfItsPage) {
  EXPECT_EQ(hex_of(encode(LastUse{.operation = "Encrypt",
                                  .at = timestamp_of(1'700'000'000'123),
                                  .event_id = "e",
                                  .request_id = "r"})),
            "01020000018bcfe5687b000165000172");
}

TEST(TrackingStartRecordTest, ReadsWhatItWroteAndNothingElse) {
  const Timestamp at = timestamp_of(1'700'000'000'123);
  Bytes record = encode_tracking_start(at);
  EXPECT_EQ(hex_of(record), "010000018bcfe5687b");
  EXPECT_EQ(decode_tracking_start(record).value(), at);
  for (std::size_t size = 0; size < record.size(); ++size)
    EXPECT_FALSE(decode_tracking_start(ByteView(record).first(size))) << size;
  record.push_back(std::byte{0});
  EXPECT_FALSE(decode_tracking_start(record));
}

}  // namespace
}  // namespace strongroom::kms
