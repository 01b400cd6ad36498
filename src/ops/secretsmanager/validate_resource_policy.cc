#include "ops/secretsmanager/validate_resource_policy.h"

#include "iam/principal_binding.h"
#include "ops/secretsmanager/policy_form.h"
#include "ops/secretsmanager/secret_access.h"

#include <utility>

namespace strongroom::ops::secretsmanager {
namespace {

constexpr std::string_view kLockout =
    "Your requested changes will not allow you to manage this secret in the future.";

ValidateResourcePolicy::Output refused_by(std::string_view check, std::string message) {
  ValidateResourcePolicy::Output output;
  output.validation_errors.push_back({.check_name = check, .error_message = std::move(message)});
  return output;
}

// AWS's text for the kind of problem, and then the place.
std::string message_of(const policy::Problem& problem) {
  return policy_error(problem).message() + " " + problem.where + " " + problem.what + ".";
}

policy::AccessRequest access_for(const OperationContext& context, std::string_view action,
                                 const ValidateResourcePolicy::Input& input) {
  if (!input.secret_id) return access_to_all(context, action);
  return access_to(context, action, context.secret.get(), *input.secret_id);
}

// Whether the caller may put another policy once this one is attached.
bool keeps_access(OperationContext& context, const ValidateResourcePolicy::Input& input) {
  auto bindings =
      iam::bind_principals(input.resource_policy, context.services.identity.directory());
  if (!bindings) return true;  // it can't be attached
  const secrets::ResourcePolicy replacement(std::string(input.resource_policy),
                                            *std::move(bindings));
  policy::AccessRequest access = access_for(context, "secretsmanager:PutResourcePolicy", input);
  access.resource_policy = &replacement.compiled();
  return context.authorizer.require(access).has_value();
}

}  // namespace

Result<policy::AccessRequest> ValidateResourcePolicy::access(
    OperationContext& context, const ValidateResourcePolicy::Input& input) {
  constexpr std::string_view kAction = "secretsmanager:ValidateResourcePolicy";
  if (input.secret_id) return access_to_secret(context, kAction, *input.secret_id);
  return access_for(context, kAction, input);
}

Task<Result<ValidateResourcePolicy::Output>> ValidateResourcePolicy::handle(
    OperationContext& context, const ValidateResourcePolicy::Input& input) {
  SR_CO_CHECK(
      context.authorizer.require(access_for(context, "secretsmanager:PutResourcePolicy", input)));
  if (input.secret_id) SR_CO_CHECK(active_secret(context));
  const auto document = policy::parse_resource_policy(input.resource_policy);
  if (!document) {
    const policy::Problem& problem = document.error();
    if (problem.kind == policy::Problem::Kind::NotJson) {
      co_return std::unexpected(policy_error(problem));
    }
    co_return refused_by("SYNTAX_CHECK", message_of(problem));
  }
  if (policy::first_public_statement(*document)) {
    co_return refused_by("BROAD_ACCESS_CHECK", std::string(kBroadAccess));
  }
  if (input.secret_id && !keeps_access(context, input)) {
    co_return refused_by("LOCKOUT_CHECK", std::string(kLockout));
  }
  co_return ValidateResourcePolicy::Output{.policy_validation_passed = true,
                                           .validation_errors = {}};
}

}  // namespace strongroom::ops::secretsmanager
