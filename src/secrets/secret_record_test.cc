#include "secrets/secret_record.h"

#include "base/encoding.h"
#include "secrets/testing/secret_builder.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstring>
#include <limits>
#include <string>

namespace strongroom::secrets {
namespace {

using testing::a_secret;

void require_equal(const Version& a, const Version& b) {
  RC_ASSERT(a.id == b.id);
  RC_ASSERT(a.labels == b.labels);
  RC_ASSERT(a.created == b.created);
  RC_ASSERT(a.last_accessed == b.last_accessed);
  RC_ASSERT(a.value == b.value);
  RC_ASSERT(a.kms_key_ids == b.kms_key_ids);
}

void require_equal(const Secret& a, const Secret& b) {
  RC_ASSERT(a.partition == b.partition);
  RC_ASSERT(a.name == b.name);
  RC_ASSERT(a.suffix == b.suffix);
  RC_ASSERT(a.created == b.created);
  RC_ASSERT(a.changed == b.changed);
  RC_ASSERT(a.deletion == b.deletion);
  RC_ASSERT(a.last_accessed == b.last_accessed);
  RC_ASSERT(a.extras() == b.extras());
  RC_ASSERT(a.versions.size() == b.versions.size());
  for (std::size_t i = 0; i < a.versions.size(); ++i) require_equal(a.versions[i], b.versions[i]);
}

Timestamp any_time() { return timestamp_of(*rc::gen::arbitrary<std::int64_t>()); }
std::string any_text() { return *rc::gen::arbitrary<std::string>(); }

Version any_version() {
  Version version;
  version.id = any_text();
  for (const auto& label : *rc::gen::arbitrary<std::vector<std::string>>())
    version.labels.add(label);
  for (const auto label : {kCurrent, kPrevious, kPending}) {
    if (*rc::gen::arbitrary<bool>()) version.labels.add(label);
  }
  version.created = any_time();
  version.last_accessed = *rc::gen::arbitrary<Day>();
  if (*rc::gen::arbitrary<bool>()) version.value.emplace().fill(std::byte{0xee});
  version.kms_key_ids = *rc::gen::arbitrary<std::vector<std::string>>();
  return version;
}

constexpr const char* kPolicy =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/a"},"Action":"*","Resource":"*"}})";

ResourcePolicyPtr any_policy() {
  std::vector<policy::PrincipalBinding> bindings;
  const auto count = *rc::gen::inRange(0, 3);
  for (int i = 0; i < count; ++i) bindings.push_back({any_text(), any_text()});
  return std::make_shared<const ResourcePolicy>(kPolicy, std::move(bindings));
}

Secret any_secret() {
  Secret secret = a_secret(any_text()).created(any_time()).changed(any_time()).build();
  secret.partition = {any_text(), any_text()};
  if (*rc::gen::arbitrary<bool>()) secret.deletion = any_time();
  secret.last_accessed = *rc::gen::arbitrary<Day>();
  const auto versions = *rc::gen::inRange(0, 4);
  for (int i = 0; i < versions; ++i) secret.versions.push_back(any_version());
  if (*rc::gen::arbitrary<bool>()) {
    Secret::Extras& extras = secret.edit_extras();
    extras = {any_text(), any_text(), any_text(), nullptr, {}, *rc::gen::arbitrary<bool>()};
    if (*rc::gen::arbitrary<bool>()) extras.resource_policy = any_policy();
    const auto tags = *rc::gen::inRange(0, 4);
    for (int i = 0; i < tags; ++i) extras.tags.push_back({any_text(), any_text()});
  }
  return secret;
}

TEST(SecretRecordTest, GivesBackWhatWasEncoded) {
  EXPECT_TRUE(rc::check([] {
    const Secret secret = any_secret();
    const Bytes record = encode_secret(secret);
    const auto decoded = decode_secret(record);
    RC_ASSERT(decoded.has_value());
    require_equal(secret, *decoded);
  }));
}

Secret example() {
  return a_secret("app/db")
      .described("main")
      .with_version("EXAMPLE1-90ab-cdef-fedc-ba987EXAMPLE", {kCurrent, "blue"})
      .build();
}

// The worked example of docs/formats/secret-record.md.
TEST(SecretRecordTest, HasTheFormThatIsWrittenDown) {
  EXPECT_EQ(hex_of(encode_secret(example())),
            "0102"
            "0c313131313232323233333333"
            "0965752d776573742d31"
            "066170702f6462"
            "613142326333"
            "80d095ffbc31"
            "80d095ffbc31"
            "00"
            "01"
            "244558414d504c45312d393061622d636465662d666564632d62613938374558414d504c45"
            "09"
            "80d095ffbc31"
            "00"
            "0101010101010101010101010101010101"
            "0104626c7565"
            "00"
            "046d61696e0000000000");
}

TEST(SecretRecordTest, IsSmallForAPlainSecret) {
  const Secret plain = a_secret("thirty-characters-of-a-name-01")
                           .with_version("00000000-0000-0000-0000-000000000001", {kCurrent})
                           .build();
  EXPECT_LT(encode_secret(plain).size(), 150u);
}

TEST(SecretRecordTest, RefusesEveryTruncation) {
  const Bytes record = encode_secret(example());
  for (std::size_t size = 0; size < record.size(); ++size) {
    const auto refused = decode_secret(ByteView(record).first(size));
    ASSERT_FALSE(refused) << size;
    EXPECT_EQ(refused.error().code(), ErrorCode::Internal);
  }
}

TEST(SecretRecordTest, RefusesBytesBehindTheEnd) {
  Bytes record = encode_secret(example());
  record.push_back(std::byte{0});
  EXPECT_FALSE(decode_secret(record));
}

TEST(SecretRecordTest, RefusesAnotherVersionOrUnknownFlags) {
  Bytes record = encode_secret(example());
  record[0] = std::byte{2};
  EXPECT_FALSE(decode_secret(record));
  record[0] = std::byte{1};
  record[1] = std::byte{6};
  EXPECT_FALSE(decode_secret(record));
}

TEST(SecretRecordTest, HasOneEncodingForEachSecret) {
  const Bytes record = encode_secret(example());
  for (std::size_t at = 0; at < record.size(); ++at) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      Bytes changed = record;
      changed[at] ^= static_cast<std::byte>(1U << bit);
      if (const auto decoded = decode_secret(changed)) {
        EXPECT_EQ(encode_secret(*decoded), changed);
      }
    }
  }
}

TEST(SecretRecordTest, RefusesCountsThatTheRecordCannotHold) {
  const Bytes start = bytes_of_hex("0100000000613142326333000000").value();
  for (const auto* count : {"ffffffff0f", "ffffffffffffffffff01", "80", "8100"}) {
    Bytes record = start;
    append(record, bytes_of_hex(count).value());
    EXPECT_FALSE(decode_secret(record)) << count;
  }
  Bytes none = start;
  none.push_back(std::byte{0});
  EXPECT_TRUE(decode_secret(none));
}

}  // namespace
}  // namespace strongroom::secrets
