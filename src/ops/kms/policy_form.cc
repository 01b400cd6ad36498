#include "ops/kms/policy_form.h"

#include "iam/principal_binding.h"
#include "ops/key_access.h"
#include "policy/policy_kind.h"
#include "policy/problem_text.h"

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
  auto bindings = iam::bind_principals(text, context.services.identity.directory());
  if (!bindings) {
    return failure(ErrorCode::MalformedPolicyDocument,
                   "Policy contains a statement with one or more invalid principals.");
  }
  return std::make_shared<const kms::KeyPolicy>(std::string(text), *std::move(bindings));
}

Result<void> check_lockout(OperationContext& context, const kms::Key& key) {
  if (context.authorizer.require(access_to_key(context, key, {.name = "kms:PutKeyPolicy"}))) {
    return {};
  }
  return failure(ErrorCode::MalformedPolicyDocument,
                 "The new key policy will not allow you to update the key policy in the future.");
}

}  // namespace strongroom::ops::kms_api
