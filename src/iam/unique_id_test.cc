#include "iam/unique_id.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>

namespace strongroom::iam {
namespace {

TEST(UniqueIdTest, FindsTheAccountInTheRecordedKeyId) {
  EXPECT_EQ(account_in_id("ASIAQNZGKIQY56JQ7WML"), "029608264753");
}

TEST(UniqueIdTest, EmbedsEveryAccount) {
  EXPECT_TRUE(rc::check([] {
    const auto number = *rc::gen::inRange<std::uint64_t>(0, 1'000'000'000'000);
    std::string account = std::to_string(number);
    account.insert(0, 12 - account.size(), '0');
    RC_ASSERT(account_in_id(new_access_key_id(kAccessKeyId, account)) == account);
    RC_ASSERT(account_in_id(new_unique_id(kRoleId, account)) == account);
  }));
}

TEST(UniqueIdTest, HasTheLengthsAndTheAlphabetOfAws) {
  EXPECT_EQ(new_unique_id(kUserId, "111122223333").size(), 21U);
  const std::string id = new_access_key_id(kTemporaryKeyId, "000000000001");
  EXPECT_EQ(id.size(), 20U);
  EXPECT_TRUE(id.starts_with("ASIA"));
  EXPECT_EQ(id.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), id.npos);
}

TEST(UniqueIdTest, DrawsAnotherEachTime) {
  std::set<std::string> ids;
  for (int i = 0; i < 1000; ++i) ids.insert(new_unique_id(kUserId, "111122223333"));
  EXPECT_EQ(ids.size(), 1000U);
}

TEST(UniqueIdTest, FindsNoAccountInOtherTexts) {
  for (const auto* text :
       {"", "test", "AKIA", "AKIAIOSFODNN7EXAMPL1", "AKIAAAAAAAAAAAAAAAAA",
        "ASIAQNZGKIQY56JQ7WMLAA", "ASIA7777777777777777", "ASIAqnzgkiqy56jq7wml"}) {
    EXPECT_EQ(account_in_id(text), std::nullopt) << text;
  }
}

TEST(UniqueIdTest, DrawsSecretsOfFortyBase64Characters) {
  const crypto::SecretBytes secret = new_secret_access_key();
  EXPECT_EQ(secret.size(), 40U);
  EXPECT_FALSE(text_of(secret.reveal()).contains('='));
  EXPECT_FALSE(secret == new_secret_access_key());
}

}  // namespace
}  // namespace strongroom::iam
