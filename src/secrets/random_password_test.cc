#include "secrets/random_password.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

namespace strongroom::secrets {
namespace {

std::string draw(const PasswordRules& rules) {
  Arena arena;
  return std::string(random_password(rules, arena).value());
}
std::string refusal(const PasswordRules& rules) {
  Arena arena;
  const auto refused = random_password(rules, arena);
  EXPECT_EQ(refused.error().code(), ErrorCode::InvalidParameter);
  return refused.error().message();
}
bool has(const std::string& password, bool (*type)(char)) {
  return std::ranges::any_of(password, type);
}
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_number(char c) { return c >= '0' && c <= '9'; }
bool is_punctuation(char c) {
  return c > ' ' && c <= '~' && !is_lower(c) && !is_upper(c) && !is_number(c);
}

TEST(RandomPasswordTest, HasAllFourTypesAndNoSpaceByDefault) {
  for (int i = 0; i < 300; ++i) {
    const std::string password = draw({});
    ASSERT_EQ(password.size(), 32u);
    EXPECT_TRUE(has(password, is_lower) && has(password, is_upper) && has(password, is_number) &&
                has(password, is_punctuation));
    EXPECT_EQ(password.find(' '), std::string::npos);
  }
}

TEST(RandomPasswordTest, HasEachTypeInTheShortestOnes) {
  for (int i = 0; i < 300; ++i) {
    const std::string password = draw({.length = 4});
    EXPECT_TRUE(has(password, is_lower) && has(password, is_upper) && has(password, is_number) &&
                has(password, is_punctuation))
        << password;
  }
}

TEST(RandomPasswordTest, LeavesOutWhatIsExcluded) {
  const std::string numbers = draw({.length = 500,
                                    .exclude_characters = "01234",
                                    .exclude_punctuation = true,
                                    .exclude_uppercase = true,
                                    .exclude_lowercase = true});
  EXPECT_EQ(numbers.find_first_not_of("56789"), std::string::npos);
  EXPECT_FALSE(has(draw({.length = 500, .exclude_numbers = true}), is_number));
}

TEST(RandomPasswordTest, AdmitsASpaceWithoutRequiringIt) {
  const std::string password = draw({.length = 4096, .include_space = true});
  EXPECT_EQ(password.size(), 4096u);
  EXPECT_NE(password.find(' '), std::string::npos);
  EXPECT_EQ(draw({.length = 4096, .exclude_characters = " ", .include_space = true}).find(' '),
            std::string::npos);
  EXPECT_EQ(draw({.length = 2,
                  .exclude_numbers = true,
                  .exclude_punctuation = true,
                  .exclude_uppercase = true,
                  .exclude_lowercase = true,
                  .include_space = true}),
            "  ");
}

TEST(RandomPasswordTest, RefusesRulesThatLeaveNothing) {
  EXPECT_EQ(refusal({.exclude_numbers = true,
                     .exclude_punctuation = true,
                     .exclude_uppercase = true,
                     .exclude_lowercase = true}),
            "All characters have been excluded from selection.");
  EXPECT_EQ(refusal({.exclude_characters = "0123456789"}),
            "All characters of the desired type have been excluded.");
  EXPECT_EQ(refusal({.length = 3}), "Password length is too short based on the required types.");
  EXPECT_EQ(refusal({.length = 1, .exclude_punctuation = true, .exclude_lowercase = true}),
            "Password length is too short based on the required types.");
}

TEST(RandomPasswordTest, RequiresNothingWhenToldSo) {
  EXPECT_EQ(draw({.length = 1, .require_each_included_type = false}).size(), 1u);
  EXPECT_FALSE(has(
      draw(
          {.length = 300, .exclude_characters = "0123456789", .require_each_included_type = false}),
      is_number));
}

/// Every count is within six standard deviations of an even share: a fair source fails once in 10^7
/// runs at most.
void expect_even(const std::map<std::string, int>& counts, std::size_t kinds, int draws) {
  ASSERT_EQ(counts.size(), kinds);
  const double share = draws / static_cast<double>(kinds);
  for (const auto& [what, count] : counts)
    EXPECT_LT(std::abs(count - share), 6 * std::sqrt(share)) << what;
}

TEST(RandomPasswordTest, DrawsAllCharactersEquallyOften) {
  std::map<std::string, int> counts;
  for (int i = 0; i < 50; ++i) {
    for (const char c : draw({.length = 4096, .include_space = true})) ++counts[std::string(1, c)];
  }
  expect_even(counts, 95, 50 * 4096);
}

TEST(RandomPasswordTest, DrawsAllPasswordsThatQualifyEquallyOften) {
  // Two letters, one digit, both types required: a0, b0, 0a, 0b.
  const PasswordRules rules{.length = 2,
                            .exclude_characters = "cdefghijklmnopqrstuvwxyz123456789",
                            .exclude_punctuation = true,
                            .exclude_uppercase = true};
  std::map<std::string, int> counts;
  for (int i = 0; i < 4'000; ++i) ++counts[draw(rules)];
  expect_even(counts, 4, 4'000);
}

TEST(RandomPasswordTest, FindsTheRarestPasswordsInTime) {
  const PasswordRules rules{
      .length = 4,
      .exclude_characters = "bcdefghijklmnopqrstuvwxyzBCDEFGHIJKLMNOPQRSTUVWXYZ123456789"};
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(has(draw(rules), is_punctuation));
}

TEST(RandomPasswordTest, LiesInTheArena) {
  Arena arena;
  const auto first = random_password({}, arena).value();
  const auto second = random_password({}, arena).value();
  EXPECT_NE(first.data(), second.data());
  EXPECT_NE(first, second);
}

}  // namespace
}  // namespace strongroom::secrets
