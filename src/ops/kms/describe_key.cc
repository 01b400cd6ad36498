#include "ops/kms/describe_key.h"

#include "kms/key_reference.h"
#include "ops/kms/grant_tokens.h"
#include "ops/kms/named_key.h"

#include <utility>

namespace strongroom::ops::kms_api {
namespace {

// By an alias or its ARN, of the caller's account.
bool names_managed_key(const OperationContext& context, std::string_view key_id) {
  const auto& [account, region] = context.partition;
  const auto reference = kms::parse_key_id(account, region, key_id);
  return reference && reference->resource == kms::kSecretsManagerAlias &&
         reference->account == account;
}

}  // namespace

Result<policy::AccessRequest> DescribeKey::access(OperationContext& context, const Input& input) {
  return access_to_named_key(
      context, input.key_id,
      {.name = "kms:DescribeKey", .grantable = kms::GrantOperation::DescribeKey}, kAnyKey);
}

Task<Result<DescribeKey::Output>> DescribeKey::handle(OperationContext& context,
                                                      const Input& input) {
  SR_CO_CHECK(check_grant_tokens(context, input.grant_tokens));
  if (context.key == nullptr && names_managed_key(context, input.key_id)) {
    const auto& [account, region] = context.partition;
    SR_CO_CHECK(co_await context.services.keys.secrets_manager_key(account, region));
    // What was decided on was no key yet.
    co_return failure(ErrorCode::Conflict, "The key has just been made.");
  }
  SR_CO_TRY(kms::KeyPtr key, existing_key(context, input.key_id));
  co_return Output{.key_metadata = metadata_of(context.services.keys.view(), std::move(key))};
}

}  // namespace strongroom::ops::kms_api
