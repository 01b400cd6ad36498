#include "gateway/principal_explanation.h"

#include "base/arn.h"
#include "gateway/authenticator.h"
#include "gateway/authorizer.h"
#include "iam/callers.h"
#include "iam/directory.h"
#include "ops/access.h"
#include "ops/kms/named_key.h"
#include "ops/secretsmanager/secret_access.h"
#include "ops/sts/role_access.h"
#include "policy/action_pattern.h"
#include "policy/condition_key.h"
#include "policy/environment.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <utility>

namespace strongroom::gateway {
namespace {

constexpr std::string_view kUser = "user/";
constexpr std::string_view kRole = "role/";
constexpr std::string_view kRoleSession = "assumed-role/";

std::unexpected<Error> invalid(std::string text) {
  return failure(ErrorCode::InvalidInput, std::move(text));
}

std::string_view last_part(std::string_view path) { return path.substr(path.rfind('/') + 1); }

iam::CallerPtr session_of(const iam::RolePtr& role, std::string_view name) {
  if (role == nullptr) return nullptr;
  return std::make_shared<const policy::Caller>(iam::role_session(*role, name));
}

iam::CallerPtr find_role_session(const iam::Directory& directory, const Arn& arn) {
  const std::string_view path = arn.resource.substr(kRoleSession.size());
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos) return nullptr;
  return session_of(directory.find<iam::Role>(arn.account, path.substr(0, slash)),
                    path.substr(slash + 1));
}

/// Null when there is none of this ARN.
iam::CallerPtr find_caller(const iam::Directory& directory, const Arn& arn, std::string_view text) {
  if (arn.service == "sts" && arn.resource.starts_with(kRoleSession)) {
    return find_role_session(directory, arn);
  }
  if (arn.service != "iam") return nullptr;
  if (arn.resource == "root" && directory.account(arn.account)) {
    return iam::root_caller(arn.account);
  }
  const std::string_view name = last_part(arn.resource);
  if (arn.resource.starts_with(kUser)) {
    const auto user = directory.find<iam::User>(arn.account, name);
    if (user && user->arn() == text) return iam::user_caller(*user);
  }
  if (arn.resource.starts_with(kRole)) {
    const auto role = directory.find<iam::Role>(arn.account, name);
    if (role && role->arn() == text) return session_of(role, {});
  }
  return nullptr;
}

Result<iam::CallerPtr> require_caller(const iam::Directory& directory, std::string_view text) {
  const auto arn = parse_arn(text);
  if (!arn) return invalid(fmt::format("principal {}: write an ARN.", text));
  if (iam::CallerPtr caller = find_caller(directory, *arn, text)) return caller;
  return failure(ErrorCode::NoSuchEntity,
                 fmt::format("principal {}: there is no such user, role or root user.", text));
}

Result<void> check_action(std::string_view action) {
  if (policy::is_action_name(action)) return {};
  return invalid(
      fmt::format("action {}: write one action, as in secretsmanager:GetSecretValue.", action));
}

/// `access` of an operation decides nothing further, so nobody is asked.
class NobodyAsked final : public ops::Authorizer {
 public:
  Result<void> require(const policy::AccessRequest&) override { return {}; }
};

/// What a live call would ask for: with the policy, tags and condition keys of the resource.
Result<policy::AccessRequest> access_of(ops::OperationContext& context,
                                        const AccessQuestion& question) {
  const auto arn = parse_arn(question.resource);
  if (!arn && question.resource != "*") {
    return invalid(fmt::format("resource {}: write an ARN or *.", question.resource));
  }
  if (arn && arn->service == "secretsmanager") {
    return ops::secretsmanager::access_to_secret(context, question.action, question.resource);
  }
  if (arn && question.action.starts_with("sts:AssumeRole")) {
    SR_TRY(const iam::RolePtr role, ops::sts::role_named(context, question.resource));
    return ops::sts::access_to_role(context, question.action, question.resource, role);
  }
  if (arn && arn->service == "kms" && arn->resource.starts_with("key/")) {
    return ops::kms_api::access_to_named_key(context, question.resource, {.name = question.action},
                                             ops::kms_api::kAnyKey);
  }
  policy::AccessRequest access = ops::access_to_all(context, question.action);
  access.resource = question.resource;
  if (arn && !arn->account.empty()) access.resource_account = arn->account;
  return access;
}

/// Each key that was given takes the place of one that the resource has.
void set_context(policy::AccessRequest& access, const AccessQuestion& question) {
  for (const GivenContext& given : question.context) {
    const policy::ConditionKeyName name = policy::parse_condition_key(given.key);
    std::erase_if(access.context, [&](const policy::ConditionKey& key) {
      return policy::is_named(name, key.name);
    });
    const bool list = given.values.size() > 1;
    std::ranges::copy(given.values,
                      ops::condition_values(access, given.key, given.values.size(), list).begin());
  }
}

}  // namespace

Result<std::string> explain_access(const ops::Services& services, const AccessQuestion& question,
                                   Timestamp now) {
  SR_CHECK(check_action(question.action));
  SR_TRY(iam::CallerPtr who, require_caller(services.identity.directory(), question.principal));
  const auto resource = parse_arn(question.resource);
  Arena arena;
  NobodyAsked authorizer;
  ops::OperationContext context{
      .services = services,
      .authorizer = authorizer,
      .caller = *who,
      .access_key_id = {},
      .session = nullptr,
      .partition = {.account = who->account,
                    .region = std::string(resource ? resource->region : std::string_view())},
      .request_id = {},
      .now = now,
      .arena = arena,
      .secret = nullptr,
      .audit_note = {},
      .committed = {},
      .resource_arn = {}};
  SR_TRY(policy::AccessRequest access, access_of(context, question));
  set_context(access, question);

  const AuthenticatedCaller caller{.caller = who, .access_key_id = {}, .region = {}};
  const CallerPolicies policies(caller, services.identity.directory(), services.sessions);
  if (policies.unreadable()) return told_without_policies(access, *who, kUnreadable);
  const policy::Environment environment{.now = std::chrono::floor<std::chrono::seconds>(now)};
  return policy::explanation_text(
      policy::explain(access, *who, environment, policies.with_resource(access)));
}

}  // namespace strongroom::gateway
