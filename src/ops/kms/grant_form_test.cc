#include "ops/kms/grant_form.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strongroom::ops::kms_api {
namespace {

using Kind = kms::GrantConstraint::Kind;

using Pairs = std::vector<std::pair<std::string_view, std::string_view>>;

Result<kms::GrantConstraint> subset_of(const Pairs& pairs) {
  return constraint_of(GrantConstraints{.subset = pairs, .equals = std::nullopt});
}

TEST(GrantConstraintTest, IsOneOfTwoKindsInAnyOrderOfItsPairs) {
  EXPECT_EQ(constraint_of(std::nullopt)->kind, Kind::None);
  EXPECT_EQ(constraint_of(GrantConstraints{})->kind, Kind::None);
  const auto subset = subset_of({{"b", "2"}, {"a", "1"}}).value();
  EXPECT_EQ(subset.kind, Kind::Subset);
  EXPECT_EQ(subset.pairs, subset_of({{"a", "1"}, {"b", "2"}})->pairs);
  const Pairs pair{{"a", "1"}};
  EXPECT_EQ(constraint_of(GrantConstraints{.subset = {}, .equals = pair})->kind, Kind::Equals);
  EXPECT_FALSE(constraint_of(GrantConstraints{.subset = pair, .equals = pair}));
}

TEST(GrantConstraintTest, HasEightPairsOf384CharactersAtMost) {
  const std::string longest(384, 'x');
  const std::string longer(385, 'x');
  EXPECT_TRUE(subset_of({{longest, longest}}));
  EXPECT_FALSE(subset_of({{longer, "v"}}));
  EXPECT_FALSE(subset_of({{"k", longer}}));
  constexpr std::string_view kNames = "abcdefghi";
  Pairs pairs;
  for (std::size_t i = 0; i < 8; ++i) pairs.emplace_back(kNames.substr(i, 1), "");
  EXPECT_TRUE(subset_of(pairs));
  pairs.emplace_back(kNames.substr(8), "");
  EXPECT_FALSE(subset_of(pairs));
}

TEST(GrantTest, AllowsWhatTheKeyCanDoAndConstrainsSymmetricKeysAlone) {
  kms::Key symmetric;
  kms::Key signing;
  signing.kind = kms::find_kind("ECC_NIST_P256", "SIGN_VERIFY");
  kms::Grant grant;
  grant.operations = kms::bit_of(kms::GrantOperation::Decrypt);
  EXPECT_TRUE(check_grantable(symmetric, grant));
  EXPECT_FALSE(check_grantable(signing, grant));
  grant.operations = kms::bit_of(kms::GrantOperation::Sign);
  EXPECT_FALSE(check_grantable(symmetric, grant));
  EXPECT_TRUE(check_grantable(signing, grant));
  grant.constraint.kind = Kind::Equals;
  EXPECT_FALSE(check_grantable(signing, grant));
}

}  // namespace
}  // namespace strongroom::ops::kms_api
