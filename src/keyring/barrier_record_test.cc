#include "keyring/barrier_record.h"

#include "crypto/hash.h"
#include "keyring/byte_format.h"
#include "keyring/known_answers.h"

#include <gtest/gtest.h>

#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace strongroom::keyring {
namespace {

constexpr std::string_view kKnownRecord =
    "b10100000007101112131415161718191a1b1c1d1e1f202122232425262728292a2babb334737cf88e76755600198a"
    "c1e218b0275cd5260aa9";
const Bytes kStoreKey = hex("5361cef3f858b78a11ff12245b8a017f5b439ecef3c2f881fa997de7305b0691d3");

bool opens(const Keyring& keyring, ByteView store_key, ByteView record) {
  Bytes plain(record.size() < kBarrierOverhead ? 0 : record.size() - kBarrierOverhead);
  return open_barrier_record(keyring, store_key, record, plain).has_value();
}

TEST(BarrierRecordTest, DerivesTheKnownKey) {
  Bytes context = hex("00000007");
  append(context, counting(0x10, 16));
  Bytes key(32);
  crypto::derive(kKnownKey, "barrier/v1", context, key);
  EXPECT_EQ(hex_of(key), "7f2af5163bb99e8b206b1ad4ef68a4126839ceb0653687580de09753396ac357");
}

TEST(BarrierRecordTest, GivesTheKnownAnswer) {
  EXPECT_EQ(hex_of(seal_barrier_record(known_keyring(), kStoreKey, bytes_of(R"({"k":1})"),
                                       known_nonce())),
            kKnownRecord);
}

TEST(BarrierRecordTest, HasThePartsThatTheSetHashOfTheContractTakes) {
  // Crypto contract 6.2: header and tag lie where the set hash will look for them.
  const Bytes record = hex(kKnownRecord);
  const std::array separator{std::byte{0}};
  EXPECT_EQ(hex_of(crypto::hmac_sha256(
                kKnownKey, {bytes_of("acc/v1"), separator, length_prefix(kStoreKey), kStoreKey,
                            ByteView(record).first(kEnvelopeHeader), ByteView(record).last(16)})),
            "fcc19db257538a489f1ba4121f17de0c0b77be53c3148ff88d4ff03819bdb385");
}

TEST(BarrierRecordTest, OpensWhatItSealed) {
  const Keyring keyring = Keyring::create(timestamp_of(0));
  for (const std::size_t size : {0U, 1U, 1000U}) {
    const Bytes record = seal_barrier_record(keyring, kStoreKey, Bytes(size, std::byte{1}));
    Bytes plain(size);
    ASSERT_TRUE(open_barrier_record(keyring, kStoreKey, record, plain));
    EXPECT_EQ(plain, Bytes(size, std::byte{1}));
  }
}

TEST(BarrierRecordTest, RefusesEveryChange) {
  const Keyring keyring = known_keyring();
  expect_opens_only_unchanged(hex(kKnownRecord),
                              [&](ByteView record) { return opens(keyring, kStoreKey, record); });
}

TEST(BarrierRecordTest, RefusesAnotherPlace) {
  const Keyring keyring = known_keyring();
  expect_opens_only_unchanged(
      kStoreKey, [&](ByteView store_key) { return opens(keyring, store_key, hex(kKnownRecord)); });
}

TEST(BarrierRecordTest, OpensUnderAnOldTermAndSealsUnderTheNewestActiveOne) {
  std::vector<KeyringKey> keys;
  keys.push_back(keyring_key(KeyKind::BarrierTerm, 7, kKnownKey));
  keys.back().state = KeyState::Retired;
  keys.push_back(keyring_key(KeyKind::BarrierTerm, 9, counting(0x60, 32)));
  keys.push_back(keyring_key(KeyKind::BarrierTerm, 8, counting(0x50, 32)));
  for (const auto kind :
       {KeyKind::Domain, KeyKind::Index, KeyKind::SetHash, KeyKind::Token, KeyKind::AuditSigning}) {
    keys.push_back(keyring_key(kind, 1, kKnownKey));
  }
  const Keyring keyring(std::move(keys));
  EXPECT_TRUE(opens(keyring, kStoreKey, hex(kKnownRecord)));
  const Bytes sealed = seal_barrier_record(keyring, kStoreKey, bytes_of("x"));
  EXPECT_EQ(hex_of(ByteView(sealed).first(6)), "b10100000009");
}

TEST(BarrierRecordTest, RefusesATermThatTheKeyringDoesNotHave) {
  EXPECT_FALSE(opens(Keyring::create(timestamp_of(0)), kStoreKey, hex(kKnownRecord)));
}

}  // namespace
}  // namespace strongroom::keyring
