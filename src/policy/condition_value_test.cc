#include "policy/condition_value.h"

#include "policy/decimal.h"
#include "policy/instant.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace strongroom::policy {
namespace {

TEST(DecimalTest, ReadsOneNumberInAllItsForms) {
  for (const char* text : {"1200", "+1200", "01200.00", "1.2e3", "12E+2", "120000e-2"}) {
    EXPECT_EQ(Decimal::parse(text), Decimal::parse("1200")) << text;
  }
  for (const char* text : {"0", "-0", "0.000", "0e99"}) {
    EXPECT_EQ(Decimal::parse(text), Decimal::parse("0")) << text;
  }
}

TEST(DecimalTest, IsOrderedAsNumbersAre) {
  const char* const ascending[] = {"-1e9", "-100", "-99.9", "-0.1", "-0.01", "0",
                                   "0.01", "0.1",  "0.11",  "9",    "10",    "1e400"};
  for (std::size_t i = 0; i + 1 < std::size(ascending); ++i) {
    EXPECT_LT(Decimal::parse(ascending[i]), Decimal::parse(ascending[i + 1])) << ascending[i];
    EXPECT_GT(Decimal::parse(ascending[i + 1]), Decimal::parse(ascending[i])) << ascending[i];
  }
}

TEST(DecimalTest, RefusesExponentsThatNobodyMeans) {
  EXPECT_TRUE(Decimal::parse("1e-999999999"));
  EXPECT_FALSE(Decimal::parse("1e1000000000"));
  EXPECT_FALSE(Decimal::parse("1e99999999999999999999"));
}

RC_GTEST_PROP(DecimalProperty, OrdersIntegersAsTheMachineDoes, (std::int64_t a, std::int64_t b)) {
  const auto left = *Decimal::parse(std::to_string(a));
  const auto right = *Decimal::parse(std::to_string(b));
  const bool as_said = ((left <=> right) == (a <=> b));
  RC_ASSERT(as_said);
}

TEST(InstantTest, ReadsAllFormsOfADate) {
  const auto at = [](std::int64_t seconds, std::int32_t nanoseconds = 0) {
    return std::optional(Instant{.seconds = seconds, .nanoseconds = nanoseconds});
  };
  EXPECT_EQ(parse_instant("1970"), at(0));
  EXPECT_EQ(parse_instant("2026-01"), at(1767225600));
  EXPECT_EQ(parse_instant("2026-01-02"), at(1767225600 + 86400));
  EXPECT_EQ(parse_instant("2026-01-01T00:01Z"), at(1767225660));
  EXPECT_EQ(parse_instant("2026-01-01T00:00:01.25Z"), at(1767225601, 250'000'000));
  EXPECT_EQ(parse_instant("2026-01-01T00:00:00.1234567899Z"), at(1767225600, 123'456'789));
  EXPECT_EQ(parse_instant("2026-01-01T02:30:00+02:30"), at(1767225600));
  EXPECT_EQ(parse_instant("2025-12-31T23:00:00-01:00"), at(1767225600));
  EXPECT_EQ(parse_instant("1767225600"), at(1767225600));
  EXPECT_EQ(parse_instant("1.7672256005e9"), at(1767225600, 500'000'000));
  EXPECT_EQ(parse_instant("-0.25"), at(-1, 750'000'000));
  EXPECT_EQ(parse_instant("0.05"), at(0, 50'000'000));
  EXPECT_EQ(parse_instant("1e-300"), at(0));
  EXPECT_LT(parse_instant("99999999999999999"), parse_instant("1e300"));
  EXPECT_EQ(parse_instant("tomorrow"), std::nullopt);
}

TEST(AddressRangeTest, TakesMappedAddressesForThoseOfVersion4) {
  const auto mapped = parse_address_range("::ffff:10.0.0.0/104");
  ASSERT_TRUE(mapped);
  EXPECT_FALSE(mapped->v6);
  EXPECT_EQ(mapped->prefix, 8U);
  EXPECT_TRUE(parse_address_range("::ffff:0:0/95")->v6);
  EXPECT_TRUE(parse_address_range("::1")->v6);
}

}  // namespace
}  // namespace strongroom::policy
