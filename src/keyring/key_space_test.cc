#include "keyring/key_space.h"

#include "keyring/known_answers.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace strongroom::keyring {
namespace {

TEST(KeySpaceTest, GivesTheKnownAnswer) {
  const Keyring keyring = known_keyring();
  const KeySpace keys(keyring);
  EXPECT_EQ(hex_of(keys.key(Table::Secrets, {"111122223333/us-east-1", "test-a1b2c3"})),
            "5361cef3f858b78a11ff12245b8a017f5b439ecef3c2f881fa997de7305b0691d3");
}

TEST(KeySpaceTest, BeginsEachKeyWithThatOfItsParent) {
  const Keyring keyring = known_keyring();
  const KeySpace keys(keyring);
  const Bytes parent = keys.key(Table::Secrets, {"111122223333/us-east-1"});
  const Bytes child = keys.key(Table::Secrets, {"111122223333/us-east-1", "test-a1b2c3"});
  EXPECT_EQ(parent.size(), 17U);
  EXPECT_TRUE(std::ranges::equal(parent, ByteView(child).first(17)));
  EXPECT_EQ(hex_of(keys.key(Table::Secrets, {})), "53");
}

TEST(KeySpaceTest, GivesOtherKeysForOtherTablesParentsAndKeyrings) {
  const Keyring keyring = known_keyring();
  const KeySpace keys(keyring);
  const auto last_part = [](const Bytes& key) { return copy_of(ByteView(key).last(16)); };
  const Bytes key = keys.key(Table::Secrets, {"a", "b"});
  EXPECT_NE(last_part(key), last_part(keys.key(Table::KmsKeys, {"a", "b"})));
  EXPECT_NE(last_part(key), last_part(keys.key(Table::Secrets, {"c", "b"})));
  EXPECT_NE(last_part(key), last_part(keys.key(Table::Secrets, {"b"})));
  const Keyring other = Keyring::create(timestamp_of(0));
  EXPECT_NE(key, KeySpace(other).key(Table::Secrets, {"a", "b"}));
}

TEST(KeySpaceTest, PutsNewValuesSideBySide) {
  const ValueKey first = new_value_key(timestamp_of(0x0123'4567'89ab));
  EXPECT_EQ(hex_of(ByteView(first).first(7)), "560123456789ab");
  EXPECT_LT(first, new_value_key(timestamp_of(0x0123'4567'89ac)));
  EXPECT_NE(first, new_value_key(timestamp_of(0x0123'4567'89ab)));
}

}  // namespace
}  // namespace strongroom::keyring
