#include "kms/key_material.h"

#include "keyring/wrapped_key.h"
#include "kms/key.h"
#include "kms/key_changes.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstdint>

namespace strongroom::kms {
namespace {

/// A key with this many generations.
Key key_of(const keyring::Keyring& keyring, int generations) {
  Key key;
  key.account = "111122223333";
  key.region = "eu-west-1";
  key.id = "1234abcd-12ab-34cd-56ef-1234567890ab";
  give_material(keyring, key);
  for (int i = 1; i < generations; ++i) rotate(keyring, key, RotationType::OnDemand, {});
  key.material = unwrapped_material(keyring, key).value();
  return key;
}

Bytes bytes(const std::vector<std::uint8_t>& values) {
  const auto view = std::as_bytes(std::span(values));
  return {view.begin(), view.end()};
}

std::optional<Bytes> opened(const Key& key, ByteView blob, ByteView context) {
  Bytes plain(plain_size(blob).value_or(0));
  if (!open(key, blob, context, plain)) return std::nullopt;
  return plain;
}

TEST(KeyMaterialTest, OpensWhatEveryGenerationSealedAndNothingElse) {
  const keyring::Keyring keyring = keyring::Keyring::create({});
  const Key first = key_of(keyring, 1);
  Key later = first;
  rotate(keyring, later, RotationType::Automatic, {});
  later.material = unwrapped_material(keyring, later).value();
  const bool holds = rc::check(
      [&](std::vector<std::uint8_t> plain, const std::vector<std::uint8_t>& context, bool rotated) {
        plain.push_back(1);  // never empty
        const Key& key = rotated ? later : first;
        const Bytes blob = seal(key, bytes(context), bytes(plain));
        RC_ASSERT(opened(later, blob, bytes(context)) == bytes(plain));
        RC_ASSERT(opened(first, blob, bytes(context)).has_value() == !rotated);
        std::vector<std::uint8_t> other = context;
        other.push_back(0);
        RC_ASSERT(!opened(later, blob, bytes(other)));
      });
  EXPECT_TRUE(holds);
}

TEST(KeyMaterialTest, NoticesEveryChangedByteTruncationAndExtension) {
  const keyring::Keyring keyring = keyring::Keyring::create({});
  const Key key = key_of(keyring, 2);
  const Bytes blob = seal(key, {}, bytes({1, 2, 3}));
  ASSERT_TRUE(opened(key, blob, {}));
  for (std::size_t at = 0; at < blob.size(); ++at) {
    Bytes changed = blob;
    changed[at] ^= std::byte{1};
    EXPECT_FALSE(opened(key, changed, {})) << at;
    EXPECT_FALSE(opened(key, ByteView(blob).first(at), {})) << at;
  }
  Bytes longer = blob;
  longer.push_back(std::byte{0});
  EXPECT_FALSE(opened(key, longer, {}));
}

TEST(KeyMaterialTest, RefusesMaterialGraftedFromAnotherKeyOrKind) {
  const keyring::Keyring keyring = keyring::Keyring::create({});
  Key grafted = key_of(keyring, 1);
  grafted.id = "00000000-0000-4000-8000-000000000000";
  EXPECT_FALSE(unwrapped_material(keyring, grafted));
  grafted = key_of(keyring, 1);
  grafted.account = "444455556666";
  EXPECT_FALSE(unwrapped_material(keyring, grafted));
  grafted = key_of(keyring, 1);
  grafted.kind = find_kind("HMAC_256", "GENERATE_VERIFY_MAC");
  EXPECT_FALSE(unwrapped_material(keyring, grafted));
}

Key key_pair_of(const keyring::Keyring& keyring) {
  Key key;
  key.account = "111122223333";
  key.region = "eu-west-1";
  key.id = "1234abcd-12ab-34cd-56ef-1234567890ab";
  key.kind = find_kind("ECC_NIST_P256", "SIGN_VERIFY");
  give_material(keyring, key);
  return key;
}

TEST(KeyMaterialTest, OfAKeyPairHasBothHalves) {
  const keyring::Keyring keyring = keyring::Keyring::create({});
  const Key key = key_pair_of(keyring);
  const KeyMaterialPtr material = unwrapped_material(keyring, key).value();
  const auto signature =
      material->private_key->sign(crypto::SignatureAlgorithm::Es256, bytes({1, 2, 3}));
  EXPECT_TRUE(material->public_key->verify_der(crypto::SignatureAlgorithm::Es256, bytes({1, 2, 3}),
                                               *signature));
  EXPECT_TRUE(material->generations.empty());
}

TEST(KeyMaterialTest, OfASigningKeyDoesNotBecomeThatOfAnAgreeingOne) {
  const keyring::Keyring keyring = keyring::Keyring::create({});
  Key key = key_pair_of(keyring);
  key.kind = find_kind("ECC_NIST_P256", "KEY_AGREEMENT");
  EXPECT_FALSE(unwrapped_material(keyring, key));
  key = key_pair_of(keyring);
  key.generations[0].wrapped.resize(keyring::kWrappedKeyOverhead);
  EXPECT_FALSE(unwrapped_material(keyring, key));
}

TEST(KeyMaterialTest, SaysWhichKeyABlobIsUnder) {
  const keyring::Keyring keyring = keyring::Keyring::create({});
  const Key key = key_of(keyring, 1);
  const Bytes blob = seal(key, {}, bytes({1}));
  EXPECT_EQ(key_of_blob(blob), key.id);
  EXPECT_TRUE(is_under(blob, key));
  EXPECT_FALSE(key_of_blob(bytes({1, 2, 2, 0, 0x78})));
}

}  // namespace
}  // namespace strongroom::kms
