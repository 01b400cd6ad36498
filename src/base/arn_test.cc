#include "base/arn.h"

#include <gtest/gtest.h>

namespace strongroom {
namespace {

TEST(ArnTest, SplitsAtTheFirstFiveColons) {
  const auto arn = parse_arn("arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-a1B2c3");
  ASSERT_TRUE(arn);
  EXPECT_EQ(arn->service, "secretsmanager");
  EXPECT_EQ(arn->region, "eu-west-1");
  EXPECT_EQ(arn->account, "111122223333");
  EXPECT_EQ(arn->resource, "secret:app/db-a1B2c3");
}

TEST(ArnTest, RefusesWhatHasTooFewPartsOrAnotherBeginning) {
  EXPECT_FALSE(parse_arn("arn:aws:secretsmanager:eu-west-1:111122223333"));
  EXPECT_FALSE(parse_arn("urn:aws:a:b:c:d"));
  EXPECT_FALSE(parse_arn(""));
}

TEST(RegionTest, TakesWordsAndANumber) {
  for (const auto* good : {"eu-west-1", "us-gov-east-1", "ap-southeast-12", "local-1"})
    EXPECT_TRUE(is_region_name(good)) << good;
  for (const auto* bad :
       {"", "eu", "eu-west", "eu--west-1", "-west-1", "EU-west-1", "eu-west-1a", "1", "-1"}) {
    EXPECT_FALSE(is_region_name(bad)) << bad;
  }
}

TEST(AccountIdTest, IsTwelveDigits) {
  EXPECT_TRUE(is_account_id("000000000000"));
  EXPECT_FALSE(is_account_id("00000000000"));
  EXPECT_FALSE(is_account_id("00000000000a"));
}

}  // namespace
}  // namespace strongroom
