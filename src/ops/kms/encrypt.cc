#include "ops/kms/encrypt.h"

#include "ops/access.h"
#include "ops/kms/ciphertext.h"
#include "ops/kms/grant_tokens.h"
#include "ops/kms/named_key.h"

namespace strongroom::ops::kms_api {

Result<policy::AccessRequest> Encrypt::access(OperationContext& context, const Input& input) {
  SR_TRY(policy::AccessRequest access,
         access_to_named_key(context, input.key_id,
                             {.name = "kms:Encrypt",
                              .grantable = kms::GrantOperation::Encrypt,
                              .encryption_context = input.encryption_context},
                             kAnyKey));
  add_condition(access, "kms:EncryptionAlgorithm", input.encryption_algorithm);
  return access;
}

Task<Result<Encrypt::Output>> Encrypt::handle(OperationContext& context, const Input& input) {
  SR_CO_CHECK(check_grant_tokens(context, input.grant_tokens));
  SR_CO_TRY(const kms::KeyPtr key, existing_key(context, input.key_id));
  SR_CO_CHECK(check_encryption_key(*key, kName, input.encryption_algorithm));
  SR_CO_TRY(const ByteView blob, encrypted(context, *key,
                                           {.bytes = input.plaintext,
                                            .encryption_context = input.encryption_context,
                                            .algorithm = input.encryption_algorithm}));
  if (input.dry_run) co_return std::unexpected(dry_run_succeeded());
  co_return Output{.ciphertext_blob = blob,
                   .key_id = key->arn,
                   .encryption_algorithm = input.encryption_algorithm};
}

}  // namespace strongroom::ops::kms_api
