#include "ops/sts/assume_role_with_web_identity.h"

#include "base/arn.h"
#include "ops/access.h"
#include "ops/sts/role_access.h"
#include "ops/sts/session_parts.h"
#include "ops/sts/web_identity.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace strongroom::ops::sts {
namespace {

/// What the token asks for besides the session itself, as views into it.
struct Wishes {
  std::vector<Tag> tags;
  std::vector<std::string_view> transitive_tag_keys;

  explicit Wishes(const iam::WebIdentityToken& token)
      : transitive_tag_keys(token.transitive_tag_keys.begin(), token.transitive_tag_keys.end()) {
    for (const iam::Tag& tag : token.tags) tags.push_back({.key = tag.key, .value = tag.value});
  }
};

/// Requires `action` on the role with the condition keys that each of the call's actions has.
Result<void> require(OperationContext& context, std::string_view action,
                     const AssumeRoleWithWebIdentity::Input& input, const WebIdentity& identity,
                     const iam::RolePtr& role) {
  const Wishes wishes(identity.token);
  policy::AccessRequest access = access_to_role(context, action, input.role_arn, role);
  add_condition(access, "sts:RoleSessionName", input.session_name);
  add_condition(access, "sts:DurationSeconds", context.arena.copy(fmt::to_string(input.duration)));
  if (!identity.token.source_identity.empty()) {
    add_condition(access, "sts:SourceIdentity", std::string_view(identity.token.source_identity));
  }
  if (!wishes.transitive_tag_keys.empty()) {
    std::ranges::copy(
        wishes.transitive_tag_keys,
        condition_values(access, "sts:TransitiveTagKeys", wishes.transitive_tag_keys.size(), true)
            .begin());
  }
  add_tag_conditions(access, wishes.tags, context.arena);
  add_claims(access, identity, context.arena);
  return context.authorizer.require_for(identity.caller, access);
}

/// A role that does not exist lets nobody in, so that refusals don't tell which there are.
Result<void> require_all(OperationContext& context, const AssumeRoleWithWebIdentity::Input& input,
                         const WebIdentity& identity, const iam::RolePtr& role) {
  SR_CHECK(require(context, "sts:AssumeRoleWithWebIdentity", input, identity, role));
  if (!identity.token.tags.empty()) {
    SR_CHECK(require(context, "sts:TagSession", input, identity, role));
  }
  if (identity.token.source_identity.empty()) return {};
  return require(context, "sts:SetSourceIdentity", input, identity, role);
}

Result<iam::Session> session_of(const OperationContext& context,
                                const AssumeRoleWithWebIdentity::Input& input,
                                const WebIdentity& identity, const iam::Role& role) {
  const Wishes wishes(identity.token);
  SR_TRY(RoleSessionTags tags, role_session_tags(context, wishes.tags, wishes.transitive_tag_keys));
  iam::Session session;
  session.kind = iam::Session::Kind::AssumedRole;
  session.account = role.account;
  session.principal_id = role.id;
  session.name = input.session_name;
  session.source_identity = identity.token.source_identity;
  session.federated_provider = identity.provider->arn();
  session.tags = std::move(tags.tags);
  session.transitive_tag_keys = std::move(tags.transitive_keys);
  set_life(session, context, input.duration);
  SR_CHECK(set_policies(session, context, input.policy, input.policy_arns));
  return session;
}

}  // namespace

Result<policy::AccessRequest> AssumeRoleWithWebIdentity::access(
    OperationContext& context, const AssumeRoleWithWebIdentity::Input& input) {
  SR_TRY(const iam::RolePtr role, role_named(context, input.role_arn));
  return access_to_role(context, "sts:AssumeRoleWithWebIdentity", input.role_arn, role);
}

Task<Result<AssumeRoleWithWebIdentity::Output>> AssumeRoleWithWebIdentity::handle(
    OperationContext& context, const AssumeRoleWithWebIdentity::Input& input) {
  // What ProviderId names is never one of the OAuth providers that AWS knows by itself.
  if (input.provider_id) co_return std::unexpected(unknown_provider(*input.provider_id));
  const std::string_view account = parse_arn(input.role_arn)->account;
  SR_CO_TRY(const WebIdentity identity, co_await known_web_identity(context, account, input.token));
  SR_CO_TRY(const iam::RolePtr role, role_named(context, input.role_arn));
  context.record.user_identity = recorded_identity(identity, context.arena);
  SR_CO_CHECK(require_all(context, input, identity, role));
  SR_CO_CHECK(check_role_duration(*role, input.duration));
  SR_CO_TRY(iam::Session session, session_of(context, input, identity, *role));
  SR_CO_TRY(iam::Sessions::Issued issued, context.services.sessions.issue(std::move(session)));

  AssumeRoleWithWebIdentity::Output output;
  output.subject = identity.token.subject;
  output.user = assumed_role_user(*role, input.session_name);
  output.packed_policy_size = packed_policy_size(issued);
  output.provider = identity.provider->name;
  output.audience = identity.audiences.front();
  output.credentials = credentials_of(std::move(issued));
  const iam::Session& made = *output.credentials.session;
  if (!made.source_identity.empty()) output.source_identity = made.source_identity;
  co_return output;
}

}  // namespace strongroom::ops::sts
