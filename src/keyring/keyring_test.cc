#include "keyring/keyring.h"

#include "keyring/known_answers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <vector>

namespace strongroom::keyring {
namespace {

TEST(KeyringTest, DerivesTheKnownKey) {
  Bytes context = hex("00000001");
  append(context, counting(0x10, 16));
  Bytes key(32);
  crypto::derive(kKnownRootKey, "keyring/v1", context, key);
  EXPECT_EQ(hex_of(key), "d79d7cc59c5c4420eab6af8a8bd99c36a633a45edcf2a903d89c02b71e21b58f");
}

TEST(KeyringTest, HasOneFreshKeyOfEachKind) {
  const Keyring keyring = Keyring::create(timestamp_of(1'700'000'000'999));
  ASSERT_EQ(keyring.keys().size(), 6U);
  for (const KeyringKey& key : keyring.keys()) {
    EXPECT_EQ(key.id, 1U);
    EXPECT_EQ(key.created, 1'700'000'000U);
    EXPECT_EQ(&keyring.current(key.kind), &key);
    EXPECT_EQ(keyring.find(key.kind, 1), &key);
    EXPECT_EQ(keyring.find(key.kind, 2), nullptr);
  }
  EXPECT_FALSE(std::ranges::equal(keyring.current(KeyKind::Index).key.reveal(),
                                  keyring.current(KeyKind::Domain).key.reveal()));
}

TEST(KeyringTest, OpensWhatItSealed) {
  const Keyring keyring = Keyring::create(timestamp_of(0));
  const Bytes sealed = seal_keyring(keyring, 1, kKnownRootKey, known_deployment());
  const auto opened = open_keyring(sealed, kKnownRootKey, known_deployment());
  ASSERT_TRUE(opened);
  ASSERT_EQ(opened->keys().size(), keyring.keys().size());
  for (std::size_t i = 0; i < keyring.keys().size(); ++i) {
    EXPECT_EQ(opened->keys()[i].kind, keyring.keys()[i].kind);
    EXPECT_TRUE(std::ranges::equal(opened->keys()[i].key.reveal(), keyring.keys()[i].key.reveal()));
  }
  EXPECT_EQ(root_generation_of(sealed), 1U);
}

TEST(KeyringTest, RefusesEveryChange) {
  expect_opens_only_unchanged(
      seal_keyring(known_keyring(), 1, kKnownRootKey, known_deployment()), [](ByteView sealed) {
        return open_keyring(sealed, kKnownRootKey, known_deployment()).has_value();
      });
}

TEST(KeyringTest, RefusesAnotherRootKeyOrDeployment) {
  const Bytes sealed = seal_keyring(known_keyring(), 1, kKnownRootKey, known_deployment());
  EXPECT_FALSE(open_keyring(sealed, kKnownKey, known_deployment()));
  EXPECT_FALSE(open_keyring(sealed, kKnownRootKey, DeploymentId{}));
}

/// As the keyring seals itself, with a content of our choice.
bool opens_content(const Bytes& content) {
  constexpr EnvelopeKind kKind{.first_byte = std::byte{0xe1}, .label = "keyring/v1"};
  crypto::HmacSha256 root(kKnownRootKey);
  const DeploymentId deployment = known_deployment();
  const Bytes sealed = seal_envelope(kKind, root, 1, {deployment}, content, known_nonce());
  return open_keyring(sealed, kKnownRootKey, deployment).has_value();
}

Bytes content_of_known_keyring() {
  Bytes content = hex("0006");
  for (int kind = 1; kind <= 6; ++kind) {
    append(content, Bytes{static_cast<std::byte>(kind)});
    append(content, hex("00000001"
                        "0000000000000000"
                        "01"));
    append(content, kKnownKey);
  }
  return content;
}

TEST(KeyringTest, RefusesAContentThatIsNotAWholeKeyring) {
  const Bytes good = content_of_known_keyring();
  ASSERT_TRUE(opens_content(good));
  const auto with = [&](std::size_t at, int value) {
    Bytes changed = good;
    changed[at] = static_cast<std::byte>(value);
    return changed;
  };
  EXPECT_FALSE(opens_content({})) << "nothing";
  EXPECT_FALSE(opens_content(with(1, 5))) << "something is left over";
  EXPECT_FALSE(opens_content(with(1, 7))) << "one is missing";
  EXPECT_FALSE(opens_content(with(2, 7))) << "an unknown kind";
  EXPECT_FALSE(opens_content(with(2, 2))) << "a kind twice, another missing";
  EXPECT_FALSE(opens_content(with(2 + 13, 3))) << "an unknown state";
  EXPECT_FALSE(opens_content(with(2 + 13, 2))) << "no active barrier term";
}

TEST(KeyringTest, CanNotBeMadeWithoutAKeyOfEachKind) {
  std::vector<KeyringKey> keys;
  keys.push_back(keyring_key(KeyKind::Domain, 1, kKnownKey));
  EXPECT_THROW(Keyring(std::move(keys)), std::invalid_argument);
}

TEST(KeyringTest, CanBeMoved) {
  Keyring keyring = known_keyring();
  const Keyring moved(std::move(keyring));
  EXPECT_EQ(moved.current(KeyKind::BarrierTerm).id, 7U);
}

}  // namespace
}  // namespace strongroom::keyring
