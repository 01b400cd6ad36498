#include "ops/sts/assume_role.h"

#include "ops/access.h"
#include "ops/sts/role_access.h"
#include "ops/sts/session_parts.h"
#include "policy/denial_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <variant>

namespace strongroom::ops::sts {
namespace {

using Kind = policy::Caller::Kind;

constexpr std::int64_t kLongestChained = 3600;

/// Once set it stays, from session to session.
std::string_view source_identity(const OperationContext& context, const AssumeRole::Input& input) {
  if (!context.caller.source_identity.empty()) return context.caller.source_identity;
  return input.source_identity.value_or("");
}

/// `action` on the role, with the condition keys that each of the call's actions has.
policy::AccessRequest request_for(OperationContext& context, std::string_view action,
                                  const AssumeRole::Input& input, const iam::RolePtr& role) {
  policy::AccessRequest access = access_to_role(context, action, input.role_arn, role);
  add_condition(access, "sts:ExternalId", input.external_id);
  add_condition(access, "sts:RoleSessionName", input.session_name);
  add_condition(access, "sts:DurationSeconds", context.arena.copy(fmt::to_string(input.duration)));
  if (const auto identity = source_identity(context, input); !identity.empty()) {
    add_condition(access, "sts:SourceIdentity", identity);
  }
  if (!input.transitive_tag_keys.empty()) {
    std::ranges::copy(
        input.transitive_tag_keys,
        condition_values(access, "sts:TransitiveTagKeys", input.transitive_tag_keys.size(), true)
            .begin());
  }
  add_tag_conditions(access, input.tags, context.arena);
  return access;
}

Result<void> require_source_identity(OperationContext& context, const AssumeRole::Input& input,
                                     const iam::RolePtr& role) {
  const std::string_view identity = source_identity(context, input);
  if (identity.empty()) return {};
  const auto access = request_for(context, "sts:SetSourceIdentity", input, role);
  SR_CHECK(context.authorizer.require(access));
  if (input.source_identity.value_or(identity) == identity) return {};
  return failure(ErrorCode::AccessDenied, policy::role_denial_text(access, context.caller));
}

/// What a call needs besides the permission to assume the role.
Result<void> require_all(OperationContext& context, const AssumeRole::Input& input,
                         const iam::RolePtr& role, bool tagged) {
  if (tagged) {
    SR_CHECK(context.authorizer.require(request_for(context, "sts:TagSession", input, role)));
  }
  SR_CHECK(require_source_identity(context, input, role));
  if (input.provided_contexts.empty()) return {};
  SR_CHECK(context.authorizer.require(request_for(context, "sts:SetContext", input, role)));
  return failure(ErrorCode::InvalidParameter, "The provided context assertion is not valid.");
}

Result<void> check_duration(const OperationContext& context, const AssumeRole::Input& input,
                            const iam::Role& role) {
  if (context.caller.kind == Kind::RoleSession && input.duration > kLongestChained) {
    return failure(ErrorCode::Validation,
                   "The requested DurationSeconds exceeds the 1 hour session limit for roles "
                   "assumed by role chaining.");
  }
  return check_role_duration(role, input.duration);
}

}  // namespace

Result<policy::AccessRequest> AssumeRole::access(OperationContext& context,
                                                 const AssumeRole::Input& input) {
  SR_TRY(const iam::RolePtr role, role_named(context, input.role_arn));
  if (context.caller.kind == Kind::Root && !context.services.root_may_assume_roles) {
    return failure(ErrorCode::AccessDenied, "Roles may not be assumed by root accounts.");
  }
  SR_CHECK(role_session_tags(context, input.tags, input.transitive_tag_keys));
  SR_CHECK(check_one_time_code(input.serial_number, input.token_code));
  context.identity = role;
  return request_for(context, "sts:AssumeRole", input, role);
}

Task<Result<AssumeRole::Output>> AssumeRole::handle(OperationContext& context,
                                                    const AssumeRole::Input& input) {
  // The one that the decision was about: there is one, or else it was not allowed.
  const iam::RolePtr role = std::get<iam::RolePtr>(context.identity);
  SR_CO_TRY(RoleSessionTags tags,
            role_session_tags(context, input.tags, input.transitive_tag_keys));
  SR_CO_CHECK(require_all(context, input, role, !tags.tags.empty()));
  SR_CO_CHECK(check_duration(context, input, *role));

  iam::Session session;
  session.kind = iam::Session::Kind::AssumedRole;
  session.account = role->account;
  session.principal_id = role->id;
  session.name = input.session_name;
  session.chained = context.caller.kind == Kind::RoleSession;
  session.source_identity = source_identity(context, input);
  session.tags = std::move(tags.tags);
  session.transitive_tag_keys = std::move(tags.transitive_keys);
  set_life(session, context, input.duration);
  SR_CO_CHECK(set_policies(session, context, input.policy, input.policy_arns));
  SR_CO_TRY(iam::Sessions::Issued issued, context.services.sessions.issue(std::move(session)));

  AssumeRole::Output output;
  output.user = assumed_role_user(*role, input.session_name);
  output.packed_policy_size = packed_policy_size(issued);
  output.credentials = credentials_of(std::move(issued));
  const iam::Session& made = *output.credentials.session;
  if (!made.source_identity.empty()) output.source_identity = made.source_identity;
  co_return output;
}

}  // namespace strongroom::ops::sts
