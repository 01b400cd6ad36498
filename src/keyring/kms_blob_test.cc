#include "keyring/kms_blob.h"

#include "crypto/hash.h"
#include "keyring/backing_key.h"
#include "keyring/known_answers.h"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>

namespace strongroom::keyring {
namespace {

constexpr std::string_view kKnownHeader =
    "c10100001234abcd12ab34cd56ef1234567890ab00000001101112131415161718191a1b1c1d1e1f20212223242526"
    "2728292a2b";
constexpr std::string_view kKnownCheck =
    "e7cb333f87bf9efc4a82e21ba0a65fed115bf8f9a9af0ab6a174a4334f249b12";
constexpr std::string_view kKnownCiphertext =
    "b6d3b5810577de4ea7f23ba5e1f00765ced1f54084fbb65209cea360ae388eb0";

KmsBlobKey known_identity() { return {.key = key_uuid_of(kKnownKeyId).value(), .generation = 1}; }

BackingKey known_backing_key(KmsBlobKey identity = known_identity()) {
  return BackingKey(identity, crypto::LockedKey::copy_of(kKnownKey));
}

Bytes canonical(const Pairs& pairs) { return canonical_bytes(pairs); }

bool opens(const BackingKey& key, ByteView blob, ByteView context) {
  Bytes plain(blob.size() < kKmsBlobOverhead ? 0 : blob.size() - kKmsBlobOverhead);
  return key.open(blob, context, plain).has_value();
}

std::string known_blob_with_tag(std::string_view tag) {
  return std::string(kKnownHeader) + std::string(kKnownCheck) + std::string(kKnownCiphertext) +
         std::string(tag);
}

TEST(KmsBlobTest, DerivesTheKnownKeys) {
  std::array<std::byte, 64> keys;
  crypto::derive(kKnownKey, "kmsblob/v1", ByteView(hex(kKnownHeader)).subspan(4, 36), keys);
  EXPECT_EQ(hex_of(ByteView(keys).first(32)),
            "e0019165517d93c1d1afe227e6405fc1ca0e09b49e4927c9c47fcde460264032");
  EXPECT_EQ(hex_of(ByteView(keys).last(32)), kKnownCheck);
}

TEST(KmsBlobTest, GivesTheKnownAnswersForEachContext) {
  const BackingKey key = known_backing_key();
  EXPECT_EQ(hex_of(key.seal(canonical({}), kKnownPlain, known_nonce())),
            known_blob_with_tag("410c316c0b0b22945c912730eb81b19f"));
  EXPECT_EQ(hex_of(key.seal(canonical({{"b", "2"}, {"a", "1"}}), kKnownPlain, known_nonce())),
            known_blob_with_tag("20ac2913b6bd7d0f52e00168739819d0"));
  EXPECT_EQ(hex_of(key.seal(canonical(kKnownContext), kKnownPlain, known_nonce())),
            known_blob_with_tag("82bcfa61e85af4177bc58230f58bd878"));
}

TEST(KmsBlobTest, OpensWhatItSealed) {
  const BackingKey key = known_backing_key();
  const Bytes context = canonical(kKnownContext);
  for (const std::size_t size : {1U, 32U, 4096U}) {
    const Bytes blob = key.seal(context, Bytes(size, std::byte{0x77}));
    Bytes plain(size);
    ASSERT_TRUE(key.open(blob, context, plain));
    EXPECT_EQ(plain, Bytes(size, std::byte{0x77}));
  }
}

TEST(KmsBlobTest, NeverSealsTheSameWayTwice) {
  const BackingKey key = known_backing_key();
  std::set<Bytes> blobs;
  for (int i = 0; i < 100; ++i) {
    EXPECT_TRUE(blobs.insert(key.seal(canonical({}), kKnownPlain)).second);
  }
}

TEST(KmsBlobTest, ShowsWhichKeyItNeeds) {
  const KmsBlobKey identity{
      .multi_region = true, .key = known_identity().key, .generation = 0x01020304};
  const Bytes blob = known_backing_key(identity).seal(canonical({}), kKnownPlain);
  EXPECT_EQ(kms_blob_key(blob).value(), identity);
}

TEST(KmsBlobTest, RefusesEveryChange) {
  const BackingKey key = known_backing_key();
  const Bytes context = canonical(kKnownContext);
  expect_opens_only_unchanged(key.seal(context, kKnownPlain, known_nonce()),
                              [&](ByteView blob) { return opens(key, blob, context); });
}

TEST(KmsBlobTest, AuthenticatesTheHeaderByItself) {
  // Without BackingKey's comparison of identities in front of it.
  const Bytes context = canonical({});
  crypto::HmacSha256 hmac(kKnownKey);
  expect_opens_only_unchanged(
      seal_kms_blob(hmac, known_identity(), context, kKnownPlain, known_nonce()),
      [&](ByteView blob) {
        Bytes plain(blob.size() < kKmsBlobOverhead ? 0 : blob.size() - kKmsBlobOverhead);
        return open_kms_blob(hmac, blob, context, plain).has_value();
      });
}

TEST(KmsBlobTest, RefusesAnotherContext) {
  const BackingKey key = known_backing_key();
  const Bytes blob = key.seal(canonical({{"a", "1"}}), kKnownPlain);
  EXPECT_FALSE(opens(key, blob, canonical({})));
  EXPECT_FALSE(opens(key, blob, canonical({{"a", "2"}})));
  EXPECT_FALSE(opens(key, blob, canonical({{"a", "1"}, {"b", "2"}})));
  EXPECT_TRUE(opens(key, blob, canonical({{"a", "1"}})));
}

TEST(KmsBlobTest, RefusesAnotherKeyGenerationOrMaterial) {
  const Bytes context = canonical({});
  const Bytes blob = known_backing_key().seal(context, kKnownPlain);
  KmsBlobKey other = known_identity();
  other.key[15] ^= std::byte{1};
  EXPECT_FALSE(opens(known_backing_key(other), blob, context));
  other = known_identity();
  other.generation = 2;
  EXPECT_FALSE(opens(known_backing_key(other), blob, context));
  const BackingKey other_material(known_identity(), crypto::LockedKey::random());
  EXPECT_FALSE(opens(other_material, blob, context));
}

TEST(KmsBlobTest, WipesWhatItCouldNotOpen) {
  const BackingKey key = known_backing_key();
  const Bytes blob = key.seal(canonical({{"a", "1"}}), kKnownPlain);
  Bytes plain(32, std::byte{0xee});
  const auto outcome = key.open(blob, canonical({}), plain);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error(), invalid_ciphertext().error());
  EXPECT_EQ(plain, Bytes(32));
}

TEST(KmsBlobTest, RefusesABlobOfRealAws) {
  Bytes blob = known_backing_key().seal(canonical({}), kKnownPlain);
  blob[0] = std::byte{0x01};
  EXPECT_EQ(kms_blob_key(blob).error().code(), ErrorCode::InvalidCiphertext);
}

TEST(BackingKeyTest, GivesTheKnownKeyMaterialId) {
  EXPECT_EQ(known_backing_key().material_id(),
            "eef1edc91e5a413194cc27f346d61e773b49e5a6e1e0d27631731b10e4e5bd4a");
}

TEST(BackingKeyTest, HasAnotherMaterialIdUnderAnotherKey) {
  KmsBlobKey other = known_identity();
  other.key[0] ^= std::byte{1};
  EXPECT_NE(known_backing_key(other).material_id(), known_backing_key().material_id());
  other = known_identity();
  other.generation = 9;
  EXPECT_EQ(known_backing_key(other).material_id(), known_backing_key().material_id());
}

}  // namespace
}  // namespace strongroom::keyring
