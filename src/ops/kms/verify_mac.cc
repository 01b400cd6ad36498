#include "ops/kms/verify_mac.h"

#include "crypto/random.h"
#include "ops/access.h"
#include "ops/kms/grant_tokens.h"
#include "ops/kms/named_key.h"

namespace strongroom::ops::kms_api {

Result<policy::AccessRequest> VerifyMac::access(OperationContext& context, const Input& input) {
  SR_TRY(policy::AccessRequest access,
         access_to_named_key(context, input.key_id,
                             {.name = "kms:VerifyMac", .grantable = kms::GrantOperation::VerifyMac},
                             kAnyKey));
  add_condition(access, "kms:MacAlgorithm", input.mac_algorithm);
  return access;
}

Task<Result<VerifyMac::Output>> VerifyMac::handle(OperationContext& context, const Input& input) {
  SR_CO_CHECK(check_grant_tokens(context, input.grant_tokens));
  SR_CO_TRY(const kms::KeyPtr key, existing_key(context, input.key_id));
  SR_CO_TRY(const Bytes mac, mac_of(*key, kName, input.mac_algorithm, input.message));
  if (!crypto::equal_in_constant_time(mac, input.mac)) {
    co_return failure(ErrorCode::MacMismatch, "");
  }
  if (input.dry_run) co_return std::unexpected(dry_run_succeeded());
  co_return Output{.mac_valid = true, .mac_algorithm = input.mac_algorithm, .key_id = key->arn};
}

}  // namespace strongroom::ops::kms_api
