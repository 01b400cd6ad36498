#include "secrets/secret.h"

#include "secrets/testing/secret_builder.h"

#include <gtest/gtest.h>

namespace strongroom::secrets {
namespace {

using testing::a_secret;

TEST(SecretTest, HasAnArnWithItsRandomSuffix) {
  EXPECT_EQ(a_secret("app/db").build().arn(),
            "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-a1B2c3");
  EXPECT_EQ(a_secret("x").in({"111122223333", "us-gov-east-1"}).build().arn(),
            "arn:aws-us-gov:secretsmanager:us-gov-east-1:111122223333:secret:x-a1B2c3");
}

TEST(SecretTest, FindsVersionsByIdAndByLabel) {
  Secret secret = a_secret().with_version("v1", {}).with_version("v2", {kCurrent, "MINE"}).build();
  EXPECT_EQ(secret.find_version("v1"), &secret.versions[0]);
  EXPECT_EQ(secret.version_with("MINE"), &secret.versions[1]);
  EXPECT_EQ(std::as_const(secret).version_with(kCurrent), &secret.versions[1]);
  EXPECT_EQ(secret.find_version("V1"), nullptr);
  EXPECT_EQ(secret.version_with(kPending), nullptr);
}

TEST(SecretTest, HasEmptyExtrasUntilTheyAreEdited) {
  const Secret plain = a_secret().build();
  EXPECT_EQ(plain.extras(), Secret::Extras{});
  Secret copy = plain;
  copy.edit_extras().description = "changed";
  EXPECT_EQ(plain.extras().description, "");
  const Secret second = copy;
  copy.edit_extras().description = "again";
  EXPECT_EQ(second.extras().description, "changed");
}

TEST(SecretTest, CountsDaysInUtcFromTheEpoch) {
  EXPECT_EQ(day_of(timestamp_of(86'400'000 - 1)), 0u);
  EXPECT_EQ(day_of(timestamp_of(86'400'000)), 1u);
  EXPECT_EQ(timestamp_of_day(1), timestamp_of(86'400'000));
}

TEST(SecretTest, KnowsTheStoreKeysOfItsTable) {
  Bytes key(33, std::byte{7});
  EXPECT_FALSE(secret_key_of(key));
  key[0] = std::byte{'S'};
  EXPECT_TRUE(secret_key_of(key));
  key.pop_back();
  EXPECT_FALSE(secret_key_of(key));
  EXPECT_FALSE(secret_key_of({}));
}

}  // namespace
}  // namespace strongroom::secrets
