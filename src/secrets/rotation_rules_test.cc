#include "secrets/rotation_rules.h"

#include <gtest/gtest.h>

#include <string>
#include <tuple>

namespace strongroom::secrets {
namespace {

constexpr std::string_view kInvalid = "Invalid schedule expression.";
constexpr std::string_view kHourRate = "Rate in hour should be least 4 and less than 24.";
constexpr std::string_view kDayRate = "Rate in day should be greater than 0 and less than 1000.";
constexpr std::string_view kDuration = "Duration must be at least 1 hour, at most 24 hour.";
constexpr std::string_view kTooLong = "Duration cannot be greater than Rate in hour.";
constexpr std::string_view kPastMidnight = "Starting hour and duration must be within a day.";

std::string outcome(std::optional<std::string_view> schedule,
                    std::optional<std::string_view> duration = {}) {
  const auto checked = check_rotation_rules(std::nullopt, schedule, duration);
  if (checked) return "ok";
  EXPECT_EQ(checked.error().code(), ErrorCode::InvalidParameter);
  return checked.error().message();
}

class RefusedRulesTest : public ::testing::TestWithParam<
                             std::tuple<std::string_view, std::string_view, std::string_view>> {};
TEST_P(RefusedRulesTest, SaysWhy) {
  const auto& [schedule, duration, message] = GetParam();
  EXPECT_EQ(outcome(schedule, duration.empty() ? std::nullopt : std::optional(duration)), message);
}
INSTANTIATE_TEST_SUITE_P(
    RotationContract52, RefusedRulesTest,
    ::testing::Values(
        std::tuple("rate(3 hours)", "", kHourRate), std::tuple("rate(24 hours)", "", kHourRate),
        std::tuple("rate(0 hours)", "", kHourRate), std::tuple("rate(0 days)", "", kDayRate),
        std::tuple("rate(1000 days)", "", kDayRate),
        std::tuple("rate(99999999999999999999 days)", "", kDayRate),
        std::tuple("rate(1 day)", "0h", kDuration), std::tuple("rate(1 day)", "25h", kDuration),
        std::tuple("rate(1 day)", "3", kDuration), std::tuple("rate(1 day)", "h", kDuration),
        std::tuple("rate(1 day)", "-1h", kDuration),
        std::tuple("rate(1 day)", "99999999999h", kDuration),
        std::tuple("rate(4 hours)", "5h", kTooLong),
        std::tuple("cron(0 8/8 * * ? *)", "9h", kTooLong),
        std::tuple("cron(0 22 * * ? *)", "3h", kPastMidnight),
        std::tuple("cron(0 2/10 * * ? *)", "3h", kPastMidnight),
        std::tuple("rate(1 week)", "3h", kInvalid)));

class AcceptedRulesTest
    : public ::testing::TestWithParam<std::tuple<std::string_view, std::string_view>> {};
TEST_P(AcceptedRulesTest, AreFine) {
  const auto& [schedule, duration] = GetParam();
  EXPECT_EQ(outcome(schedule, duration.empty() ? std::nullopt : std::optional(duration)), "ok");
}
INSTANTIATE_TEST_SUITE_P(RotationContract52, AcceptedRulesTest,
                         ::testing::Values(std::tuple("rate(4 hours)", "4h"),
                                           std::tuple("rate(10 days)", "24h"),
                                           std::tuple("cron(0 22 * * ? *)", "2h"),
                                           std::tuple("cron(0 0 * * ? *)", "24h"),
                                           std::tuple("cron(0 8/8 * * ? *)", "8h"),
                                           std::tuple("rate(1 day)", "")));

TEST(RotationRulesTest, TakesOneKindOfFrequency) {
  EXPECT_TRUE(check_rotation_rules(30, std::nullopt, std::nullopt));
  EXPECT_TRUE(check_rotation_rules(30, std::nullopt, "24h"));
  EXPECT_TRUE(check_rotation_rules(std::nullopt, std::nullopt, std::nullopt));
  EXPECT_EQ(check_rotation_rules(30, "rate(30 days)", std::nullopt).error().message(),
            "You cannot specify both rotation frequency and schedule expression together.");
  EXPECT_EQ(check_rotation_rules(30, std::nullopt, "25h").error().message(), kDuration);
}

}  // namespace
}  // namespace strongroom::secrets
