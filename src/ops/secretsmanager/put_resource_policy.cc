#include "ops/secretsmanager/put_resource_policy.h"

#include "iam/principal_binding.h"
#include "ops/secretsmanager/policy_form.h"
#include "ops/secretsmanager/secret_access.h"

#include <memory>
#include <string>
#include <utility>

namespace strongroom::ops::secretsmanager {

Result<policy::AccessRequest> PutResourcePolicy::access(OperationContext& context,
                                                        const Input& input) {
  SR_TRY(policy::AccessRequest access,
         access_to_secret(context, "secretsmanager:PutResourcePolicy", input.secret_id));
  add_condition(access, "secretsmanager:BlockPublicPolicy", input.block_public_policy);
  return access;
}

Task<Result<ArnAndName>> PutResourcePolicy::handle(OperationContext& context, const Input& input) {
  SR_CO_TRY(secrets::SecretPtr secret, active_secret(context));
  const auto document = policy::parse_resource_policy(input.resource_policy);
  if (!document) co_return std::unexpected(policy_error(document.error()));
  const bool block = input.block_public_policy == true || context.services.block_public_policies;
  if (block && policy::first_public_statement(*document)) {
    co_return failure(ErrorCode::PublicPolicy, std::string(kBroadAccess));
  }
  auto bindings =
      iam::bind_principals(input.resource_policy, context.services.identity.directory());
  if (!bindings) {
    co_return failure(ErrorCode::MalformedPolicyDocument, std::string(kUnsupportedPrincipal));
  }
  secrets::SecretChange change = change_of(context, std::move(secret));
  change.changed.edit_extras().resource_policy = std::make_shared<const secrets::ResourcePolicy>(
      std::string(input.resource_policy), *std::move(bindings));
  co_return co_await commit_and_name(context, std::move(change));
}

}  // namespace strongroom::ops::secretsmanager
