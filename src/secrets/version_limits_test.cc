#include "secrets/version_limits.h"

#include "secrets/testing/secret_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace strongroom::secrets {
namespace {

using testing::a_secret;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using namespace std::chrono_literals;

/// `count` versions, the last one current, the others deprecated.
Secret with_versions(int count) {
  auto builder = a_secret();
  for (int i = 1; i < count; ++i) builder.with_version("v" + std::to_string(i), {});
  return builder.with_version("last", {kCurrent}).build();
}

TEST(VersionLimitsTest, KeepsAHundredVersionsHoweverOld) {
  Secret secret = with_versions(100);
  EXPECT_THAT(remove_old_versions(secret, secret.created + 10'000h).value(), IsEmpty());
  EXPECT_THAT(secret.versions, SizeIs(100));
}

TEST(VersionLimitsTest, RemovesTheOldestDeprecatedOnesBeyondAHundred) {
  Secret secret = with_versions(102);
  secret.versions[0].labels.add("MINE");
  const std::vector<ValueKey> wanted{*secret.versions[1].value, *secret.versions[2].value};
  EXPECT_EQ(remove_old_versions(secret, secret.created + 24h).value(), wanted);
  EXPECT_THAT(secret.versions, SizeIs(100));
  EXPECT_EQ(secret.versions[0].id, "v1");
  EXPECT_EQ(secret.versions[1].id, "v4");
}

TEST(VersionLimitsTest, NeverRemovesOneYoungerThanADay) {
  Secret secret = with_versions(101);
  const auto refused = remove_old_versions(secret, secret.created + 24h - 1ms);
  EXPECT_EQ(refused.error().code(), ErrorCode::LimitExceeded);
  EXPECT_EQ(refused.error().message(),
            "You exceeded the maximum number of versions allowed on a secret.");
  EXPECT_THAT(secret.versions, SizeIs(101));
}

TEST(VersionLimitsTest, ChangesNothingWhenNotEnoughCanGo) {
  Secret secret = with_versions(103);
  for (Version& version : secret.versions) version.created += 12h;
  secret.versions[0].created -= 12h;
  EXPECT_FALSE(remove_old_versions(secret, secret.created + 24h));
  EXPECT_THAT(secret.versions, SizeIs(103));
}

TEST(VersionLimitsTest, RemovesPlaceholdersWhichHaveNoValueToErase) {
  Secret secret = with_versions(101);
  secret.versions[0].value.reset();
  EXPECT_THAT(remove_old_versions(secret, secret.created + 24h).value(), IsEmpty());
  EXPECT_THAT(secret.versions, SizeIs(100));
}

}  // namespace
}  // namespace strongroom::secrets
