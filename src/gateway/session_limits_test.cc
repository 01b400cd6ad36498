#include "gateway/session_limits.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace strongroom::gateway {
namespace {

using SessionKind = iam::Session::Kind;

struct Case {
  const char* name;
  SessionKind kind;
  bool with_code;
  std::string_view action;
  std::optional<ErrorCode> refusal;
};

// iam contract 4.4, 4.5 and 4.7.
constexpr Case kCases[] = {
    {"RolesCallIam", SessionKind::AssumedRole, false, "iam:ListUsers", {}},
    {"RolesCallSts", SessionKind::AssumedRole, false, "sts:GetAccessKeyInfo", {}},
    {"UsersCallSecrets", SessionKind::User, false, "secretsmanager:GetSecretValue", {}},
    {"UsersPassRoles", SessionKind::User, false, "iam:PassRole", {}},
    {"UsersCallNoIam", SessionKind::User, false, "iam:ListUsers", ErrorCode::UnrecognizedClient},
    {"UsersWithACodeCallIam", SessionKind::User, true, "iam:ListUsers", {}},
    {"UsersAssumeRoles", SessionKind::User, false, "sts:AssumeRole", {}},
    {"UsersTagSessions", SessionKind::User, false, "sts:TagSession", {}},
    {"UsersSetSourceIdentities", SessionKind::User, false, "sts:SetSourceIdentity", {}},
    {"UsersCallNothingElseOfSts", SessionKind::User, true, "sts:GetAccessKeyInfo",
     ErrorCode::AccessDenied},
    {"FederatedCallSecrets", SessionKind::Federated, false, "secretsmanager:GetSecretValue", {}},
    {"FederatedPassRoles", SessionKind::Federated, false, "iam:PassRole", {}},
    {"FederatedCallNoIam", SessionKind::Federated, true, "iam:ListUsers",
     ErrorCode::UnrecognizedClient},
    {"FederatedAssumeNoRoles", SessionKind::Federated, false, "sts:AssumeRole",
     ErrorCode::AccessDenied},
    {"FederatedTagNoSessions", SessionKind::Federated, false, "sts:TagSession",
     ErrorCode::AccessDenied},
};

class SessionLimitsTest : public testing::TestWithParam<Case> {};

TEST_P(SessionLimitsTest, HoldsWhateverPoliciesSay) {
  iam::Session session;
  session.kind = GetParam().kind;
  if (GetParam().with_code) session.mfa = Timestamp{};
  const policy::AccessRequest access{.action = GetParam().action,
                                     .resource = "*",
                                     .resource_account = "111122223333",
                                     .context = {},
                                     .resource_tags = {}};
  const Result<void> checked = check_session_may(access, policy::Caller{}, session);
  ASSERT_EQ(checked.has_value(), !GetParam().refusal.has_value());
  if (!checked) {
    EXPECT_EQ(checked.error().code(), *GetParam().refusal);
  }
}

INSTANTIATE_TEST_SUITE_P(Iam, SessionLimitsTest, testing::ValuesIn(kCases),
                         [](const auto& each) { return std::string(each.param.name); });

TEST(NeedsNoPermissionTest, OnlyForWhoOneIsAndForOnesOwnSession) {
  EXPECT_TRUE(needs_no_permission("sts:GetCallerIdentity"));
  EXPECT_TRUE(needs_no_permission("sts:GetSessionToken"));
  EXPECT_TRUE(needs_no_permission("sts:AssumeRoleWithWebIdentity"));
  EXPECT_FALSE(needs_no_permission("sts:GetFederationToken"));
  EXPECT_FALSE(needs_no_permission("sts:AssumeRole"));
}

}  // namespace
}  // namespace strongroom::gateway
