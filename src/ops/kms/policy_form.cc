#include "ops/kms/policy_form.h"

#include "iam/principal_binding.h"
#include "ops/access.h"
#include "ops/key_access.h"
#include "policy/case_fold.h"
#include "policy/policy_kind.h"
#include "policy/problem_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

namespace strongroom::ops::kms_api {
namespace {

constexpr std::size_t kMaxSize = 32 * 1024;

Error policy_error(const policy::Problem& problem) {
  if (problem.kind == policy::Problem::Kind::Principal) {
    return {ErrorCode::InvalidArn, "An ARN in the specified key policy is invalid."};
  }
  return {ErrorCode::MalformedPolicyDocument, policy::iam_problem_text(problem)};
}

// On a key with one value ForAllValues also allows whoever does not send it.
bool is_overly_permissive(const policy::Condition& condition) {
  return condition.op.set == policy::ConditionOperator::Set::ForAllValues &&
         policy::ascii_lower(condition.key).starts_with("kms:encryptioncontext:");
}

Result<void> check_conditions(const policy::Document& document) {
  for (const policy::Statement& statement : document.statements) {
    const auto found = std::ranges::find_if(statement.conditions, is_overly_permissive);
    if (found == statement.conditions.end()) continue;
    return failure(ErrorCode::MalformedPolicyDocument,
                   fmt::format("OverlyPermissiveCondition: ForAllValues can't be used with the "
                               "single-valued condition key {}.",
                               found->key));
  }
  return {};
}

}  // namespace

Result<void> check_policy_name(std::string_view name) {
  if (name == kPolicyName) return {};
  return failure(ErrorCode::ResourceNotFound, "No such policy exists");
}

Result<kms::KeyPolicyPtr> checked_policy(const OperationContext& context, std::string_view text) {
  if (text.size() > kMaxSize) {
    return failure(ErrorCode::LimitExceeded, "The key policy is longer than 32768 bytes.");
  }
  const auto document = policy::parse_policy(text, policy::PolicyKind::Key);
  if (!document) return std::unexpected(policy_error(document.error()));
  SR_CHECK(check_conditions(*document));
  auto bindings = iam::bind_principals(text, context.services.identity.directory());
  if (!bindings) {
    return failure(ErrorCode::MalformedPolicyDocument,
                   "Policy contains a statement with one or more invalid principals.");
  }
  return std::make_shared<const kms::KeyPolicy>(std::string(text), *std::move(bindings));
}

Result<void> check_lockout(OperationContext& context, const kms::Key& key) {
  policy::AccessRequest access = access_to_key(context, key, {.name = "kms:PutKeyPolicy"});
  add_condition(access, "kms:BypassPolicyLockoutSafetyCheck", false);
  if (context.authorizer.require(access)) return {};
  return failure(ErrorCode::MalformedPolicyDocument,
                 "The new key policy will not allow you to update the key policy in the future.");
}

}  // namespace strongroom::ops::kms_api
