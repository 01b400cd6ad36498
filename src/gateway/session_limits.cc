#include "gateway/session_limits.h"

#include "policy/denial_text.h"

#include <algorithm>
#include <array>

namespace strongroom::gateway {
namespace {

using SessionKind = iam::Session::Kind;

// What a call of AssumeRole asks for; the role's trust policy must allow each.
constexpr std::array<std::string_view, 4> kOfAssumeRole = {
    "sts:AssumeRole", "sts:SetContext", "sts:SetSourceIdentity", "sts:TagSession"};

// Calls of other services need it, so it is no call of IAM.
constexpr std::string_view kPassRole = "iam:PassRole";

}  // namespace

bool needs_no_permission(std::string_view action) {
  return action == "sts:GetCallerIdentity" || action == "sts:GetSessionToken" ||
         action == "sts:AssumeRoleWithWebIdentity";
}

Result<void> check_session_may(const policy::AccessRequest& access, const policy::Caller& caller,
                               const iam::Session& session) {
  if (session.kind == SessionKind::AssumedRole) return {};
  const bool federated = session.kind == SessionKind::Federated;
  if (access.action.starts_with("iam:") && access.action != kPassRole) {
    if (!federated && session.mfa) return {};
    return failure(ErrorCode::UnrecognizedClient,
                   "The security token included in the request is invalid");
  }
  if (!access.action.starts_with("sts:")) return {};
  const bool assumes = std::ranges::find(kOfAssumeRole, access.action) != kOfAssumeRole.end();
  if (!federated && assumes) return {};
  return failure(ErrorCode::AccessDenied, policy::role_denial_text(access, caller));
}

}  // namespace strongroom::gateway
