#include "keyring/wrapped_key.h"

#include "crypto/hash.h"
#include "keyring/known_answers.h"

#include <gtest/gtest.h>

#include <functional>
#include <vector>

namespace strongroom::keyring {
namespace {

WrappedKeyBinding known_binding() {
  return {.account = "111122223333",
          .region = "us-east-1",
          .key = key_uuid_of(kKnownKeyId).value(),
          .generation = 1,
          .key_spec = "SYMMETRIC_DEFAULT",
          .key_usage = "ENCRYPT_DECRYPT",
          .origin = "AWS_KMS"};
}

bool unwraps(const Keyring& keyring, const WrappedKeyBinding& binding, ByteView wrapped) {
  Bytes material(wrapped.size() < kWrappedKeyOverhead ? 0 : wrapped.size() - kWrappedKeyOverhead);
  return unwrap_key(keyring, binding, wrapped, material).has_value();
}

TEST(WrappedKeyTest, DerivesTheKnownKey) {
  Bytes context = hex("00000003");
  append(context, counting(0x10, 16));
  Bytes key(32);
  crypto::derive(kKnownKey, "keywrap/v1", context, key);
  EXPECT_EQ(hex_of(key), "0c2d9f7973a4e12a7028a35820e4bb38683d93c1c7b18efd9ebec72763849951");
}

TEST(WrappedKeyTest, GivesTheKnownAnswer) {
  EXPECT_EQ(
      hex_of(wrap_key(known_keyring(), known_binding(), kKnownPlain, known_nonce())),
      "d10100000003101112131415161718191a1b1c1d1e1f202122232425262728292a2b"
      "7fafae7cabd6b28a709bc3d61e4bbcb7335de0a06ee924f460525a42e40b51699a264a2b37f32f5e4113e3f6"
      "90db6063");
}

TEST(WrappedKeyTest, UnwrapsWhatItWrapped) {
  const Keyring keyring = Keyring::create(timestamp_of(0));
  const Bytes wrapped = wrap_key(keyring, known_binding(), kKnownPlain);
  Bytes material(32);
  ASSERT_TRUE(unwrap_key(keyring, known_binding(), wrapped, material));
  EXPECT_EQ(material, kKnownPlain);
}

TEST(WrappedKeyTest, RefusesEveryChange) {
  const Keyring keyring = known_keyring();
  expect_opens_only_unchanged(
      wrap_key(keyring, known_binding(), kKnownPlain),
      [&](ByteView wrapped) { return unwraps(keyring, known_binding(), wrapped); });
}

TEST(WrappedKeyTest, CanNotBeGraftedUnderAnotherBinding) {
  const Keyring keyring = known_keyring();
  const Bytes wrapped = wrap_key(keyring, known_binding(), kKnownPlain);
  const std::vector<std::function<void(WrappedKeyBinding&)>> changes{
      [](auto& binding) { binding.account = "444455556666"; },
      [](auto& binding) { binding.region = "*"; },
      [](auto& binding) { binding.key[3] ^= std::byte{1}; },
      [](auto& binding) { binding.generation = 2; },
      [](auto& binding) { binding.key_spec = "HMAC_256"; },
      [](auto& binding) { binding.key_usage = "GENERATE_VERIFY_MAC"; },
      [](auto& binding) { binding.origin = "EXTERNAL"; },
      [](auto& binding) { binding.account = "111122223333us", binding.region = "-east-1"; }};
  for (const auto& change : changes) {
    WrappedKeyBinding binding = known_binding();
    change(binding);
    EXPECT_FALSE(unwraps(keyring, binding, wrapped));
  }
}

TEST(WrappedKeyTest, RefusesAnotherKeyring) {
  const Bytes wrapped = wrap_key(known_keyring(), known_binding(), kKnownPlain);
  EXPECT_FALSE(unwraps(Keyring::create(timestamp_of(0)), known_binding(), wrapped));
}

}  // namespace
}  // namespace strongroom::keyring
