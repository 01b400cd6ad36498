#include "secrets/schedule_expression.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace strongroom::secrets {
namespace {

using namespace std::chrono_literals;

class ValidScheduleTest : public ::testing::TestWithParam<std::string_view> {};
TEST_P(ValidScheduleTest, IsTaken) { EXPECT_TRUE(parse_schedule(GetParam())); }
INSTANTIATE_TEST_SUITE_P(
    RotationContract52, ValidScheduleTest,
    ::testing::Values("rate(4 hours)", "rate(12 hours)", "rate(23 hour)", "rate(1 day)",
                      "rate(1 days)", "rate(10  days)", "rate(999 days)", "cron(0 /8 * * ? *)",
                      "cron(0 8/8 * * ? *)", "cron(0 2/10 * * ? *)", "cron(0 10 * * ? *)",
                      "cron(0 18 ? * SAT *)", "cron(0 8 1 * ? *)", "cron(0 8 1/7 * ? *)",
                      "cron(0 1 ? 1/3 SUN#1 *)", "cron(0 0 ? 1/11 2#1 *)", "cron(0 17 L * ? *)",
                      "cron(0 8 ? * MON-FRI *)", "cron(0 16 1,15 * ? *)", "cron(0 4/12 * * ? *)",
                      "cron(0 0 ? * SUNL *)", "cron(0 0 31 * ? *)", "cron(0  10   * *  ? *)",
                      "cron(0 10 ? jan,Feb mon *)", "cron(0 10 29 2 ? *)", "cron(0 10 ? 2 MON#5 *)",
                      "cron(0 10 ? * L *)", "cron(0 4,12,20 1-7 * ? *)", "cron(0 1,23 1 * ? *)",
                      "cron(0 1,23 ? * MON *)", "cron(0 10 1-31/10 */2 ? *)"));

class InvalidScheduleTest : public ::testing::TestWithParam<std::string_view> {};
TEST_P(InvalidScheduleTest, IsRefused) {
  const auto refused = parse_schedule(GetParam());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code(), ErrorCode::InvalidParameter);
  EXPECT_EQ(refused.error().message(), "Invalid schedule expression.");
}
INSTANTIATE_TEST_SUITE_P(
    RotationContract52, InvalidScheduleTest,
    ::testing::Values(
        "", "rate(30 minutes)", "rate(1 week)", "rate(-1 days)", "rate(1.5 days)", "rate(10days)",
        "every day", "rate()", "cron()", "rate(", "rate( 1 day)", "rate(1 day )", "RATE(1 day)",
        " rate(1 day)", "rate(1 day) ", "cron(30 10 * * ? *)", "cron(0 10 * * ? 2030)",
        "cron(0 10 * * ?)", "cron(0 10 * * ? * *)", "cron( 0 10 * * ? *)", "cron(0 10 * * ? * )",
        "cron(0 10 * * * *)", "cron(0 10 ? * ? *)", "cron(0 * * * ? *)", "cron(0 0/2 * * ? *)",
        "cron(0 8,10 * * ? *)", "cron(0 1,23 * * ? *)", "cron(0 0/7 * * ? *)",
        "cron(0 1,23 L,1 * ? *)", "cron(0 1,23 ? * MON,TUE *)", "cron(0 24 * * ? *)",
        "cron(0 8 32 * ? *)", "cron(0 8 0 * ? *)", "cron(0 8 ? 13 MON *)", "cron(0 8 ? * MON#6 *)",
        "cron(0 8 ? * MON#0 *)", "cron(0 8 ? * 8 *)", "cron(0 8 ? * FRI-MON *)",
        "cron(0 0 31 2 ? *)", "cron(0 0 30,31 FEB ? *)", "cron(0 8 1, * ? *)", "cron(0 8 ,1 * ? *)",
        "cron(0 8 1-5-7 * ? *)", "cron(0 8 1/0 * ? *)", "cron(0 8 1/ * ? *)", "cron(0 8 / * ? *)",
        "cron(0 8 15W * ? *)", "cron(0 8 LL * ? *)", "cron(0 8 ? L MON *)", "cron(0 8 MON * ? *)",
        std::string_view("cron(0 8 \0 * ? *)", 17)));

TEST(ScheduleExpressionTest, RefusesMoreThan256Characters) {
  const std::string blanks(250, ' ');
  EXPECT_FALSE(parse_schedule("rate(1" + blanks + "days)"));
}

TEST(ScheduleExpressionTest, KeepsTheRate) {
  const auto rate = std::get<Rate>(parse_schedule("rate(12 hours)").value());
  EXPECT_EQ(rate.count, 12u);
  EXPECT_EQ(rate.unit, Rate::Unit::Hour);
}

/// The first days of 2026 on which it fires, as month * 100 + day.
std::vector<unsigned> first_days(std::string_view expression, std::size_t count) {
  const Cron cron = std::get<Cron>(parse_schedule(expression).value());
  std::vector<unsigned> days;
  for (std::chrono::sys_days day = 2026y / 1 / 1; days.size() < count;
       day += std::chrono::days(1)) {
    const std::chrono::year_month_day date(day);
    if (cron.fires_on(date)) {
      days.push_back(static_cast<unsigned>(date.month()) * 100 + static_cast<unsigned>(date.day()));
    }
  }
  return days;
}

using Days = std::vector<unsigned>;

TEST(ScheduleExpressionTest, KnowsTheDays) {
  EXPECT_EQ(first_days("cron(0 10 * * ? *)", 3), (Days{101, 102, 103}));
  EXPECT_EQ(first_days("cron(0 16 1,15 * ? *)", 3), (Days{101, 115, 201}));
  EXPECT_EQ(first_days("cron(0 17 L * ? *)", 3), (Days{131, 228, 331}));
  EXPECT_EQ(first_days("cron(0 0 31 * ? *)", 3), (Days{131, 331, 531}));
  EXPECT_EQ(first_days("cron(0 8 1/7 * ? *)", 6), (Days{101, 108, 115, 122, 129, 201}));
  EXPECT_EQ(first_days("cron(0 18 ? * SAT *)", 3), (Days{103, 110, 117}));
  EXPECT_EQ(first_days("cron(0 18 ? * 7 *)", 3), (Days{103, 110, 117}));
  EXPECT_EQ(first_days("cron(0 8 ? * MON-FRI *)", 3), (Days{101, 102, 105}));
  EXPECT_EQ(first_days("cron(0 1 ? 1/3 SUN#1 *)", 3), (Days{104, 405, 705}));
  EXPECT_EQ(first_days("cron(0 0 ? * SUNL *)", 3), (Days{125, 222, 329}));
  EXPECT_EQ(first_days("cron(0 0 ? * FRI#5 *)", 3), (Days{130, 529, 731}));
}

TEST(ScheduleExpressionTest, KnowsTheHours) {
  const auto hours = [](std::string_view expression) {
    return std::get<Cron>(parse_schedule(expression).value()).hours;
  };
  EXPECT_EQ(hours("cron(0 2/10 * * ? *)"), std::bitset<24>(1U << 2U | 1U << 12U | 1U << 22U));
  EXPECT_EQ(hours("cron(0 /8 * * ? *)"), std::bitset<24>(1U | 1U << 8U | 1U << 16U));
  EXPECT_EQ(hours("cron(0 4/12 * * ? *)"), std::bitset<24>(1U << 4U | 1U << 16U));
}

}  // namespace
}  // namespace strongroom::secrets
