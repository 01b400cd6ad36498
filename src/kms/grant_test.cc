#include "kms/grant.h"

#include "kms/key_spec.h"

#include <gtest/gtest.h>

namespace strongroom::kms {
namespace {

using Kind = GrantConstraint::Kind;
using Pairs = std::vector<std::pair<std::string_view, std::string_view>>;

GrantConstraint constraint(Kind kind, std::vector<std::pair<std::string, std::string>> pairs) {
  return {.kind = kind, .pairs = std::move(pairs)};
}

TEST(GrantConstraintTest, AllowsContextsThatContainItsPairs) {
  const GrantConstraint subset = constraint(Kind::Subset, {{"a", "1"}});
  EXPECT_TRUE(subset.allows(Pairs{{"a", "1"}}));
  EXPECT_TRUE(subset.allows(Pairs{{"b", "2"}, {"A", "1"}}));  // keys ignore case
  EXPECT_FALSE(subset.allows(Pairs{{"a", "2"}}));
  EXPECT_FALSE(subset.allows(Pairs{}));
}

TEST(GrantConstraintTest, AllowsContextsThatAreItsPairs) {
  const GrantConstraint equals = constraint(Kind::Equals, {{"a", "1"}, {"b", "x"}});
  EXPECT_TRUE(equals.allows(Pairs{{"b", "x"}, {"a", "1"}}));
  EXPECT_FALSE(equals.allows(Pairs{{"b", "X"}, {"a", "1"}}));
  EXPECT_FALSE(equals.allows(Pairs{{"a", "1"}}));
  EXPECT_FALSE(equals.allows(Pairs{{"b", "x"}, {"a", "1"}, {"c", "3"}}));
}

TEST(GrantConstraintTest, IsWithinWhatAllowsAtLeastAsMuch) {
  const GrantConstraint none;
  const GrantConstraint wide = constraint(Kind::Subset, {{"a", "1"}});
  const GrantConstraint narrow = constraint(Kind::Subset, {{"a", "1"}, {"b", "2"}});
  const GrantConstraint exact = constraint(Kind::Equals, {{"a", "1"}, {"b", "2"}});
  EXPECT_TRUE(wide.within(none));
  EXPECT_TRUE(narrow.within(wide));
  EXPECT_TRUE(exact.within(narrow));
  EXPECT_TRUE(exact.within(exact));
  EXPECT_FALSE(none.within(wide));
  EXPECT_FALSE(wide.within(narrow));
  EXPECT_FALSE(narrow.within(exact));
}

TEST(GrantTest, BindsDescriptionsByNoContext) {
  Grant grant;
  grant.operations = bit_of(GrantOperation::DescribeKey) | bit_of(GrantOperation::Encrypt);
  grant.constraint = constraint(Kind::Subset, {{"a", "1"}});
  EXPECT_TRUE(grant.allows(GrantOperation::DescribeKey, {}));
  EXPECT_FALSE(grant.allows(GrantOperation::Encrypt, {}));
  EXPECT_FALSE(grant.allows(GrantOperation::Decrypt, Pairs{{"a", "1"}}));
}

TEST(GrantTest, NamesUsersRolesSessionsAndAccounts) {
  const policy::Caller user{.kind = policy::Caller::Kind::User,
                            .account = "1",
                            .arn = "arn:aws:iam::1:user/u",
                            .unique_id = "AIDA"};
  EXPECT_TRUE(names("AIDA", user));
  EXPECT_TRUE(names("1", user));
  EXPECT_FALSE(names("AROA", user));
  EXPECT_FALSE(names("", user));
  policy::Caller federated = user;
  federated.kind = policy::Caller::Kind::FederatedSession;
  federated.arn = "arn:aws:sts::1:federated-user/f";
  EXPECT_FALSE(names("AIDA", federated));
  EXPECT_TRUE(names("arn:aws:sts::1:federated-user/f", federated));
}

TEST(GrantTest, KnowsWhatAKindOfKeyCanDo) {
  EXPECT_EQ(operations_of(symmetric_kind()) & bit_of(GrantOperation::Sign), 0u);
  EXPECT_NE(operations_of(symmetric_kind()) & bit_of(GrantOperation::GenerateDataKey), 0u);
  const KeyKind& mac = *find_kind("HMAC_256", "GENERATE_VERIFY_MAC");
  EXPECT_NE(operations_of(mac) & bit_of(GrantOperation::GenerateMac), 0u);
  EXPECT_EQ(operations_of(mac) & bit_of(GrantOperation::Encrypt), 0u);
}

TEST(GrantTest, WritesItsOperationsInOrder) {
  EXPECT_EQ(names_of(bit_of(GrantOperation::Encrypt) | bit_of(GrantOperation::Decrypt)),
            (std::vector<std::string_view>{"Decrypt", "Encrypt"}));
  EXPECT_EQ(grant_operation("CreateGrant"), GrantOperation::CreateGrant);
  EXPECT_EQ(grant_operation("Create"), std::nullopt);
}

}  // namespace
}  // namespace strongroom::kms
