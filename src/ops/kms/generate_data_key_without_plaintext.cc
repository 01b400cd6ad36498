#include "ops/kms/generate_data_key_without_plaintext.h"

#include "kms/key_material.h"
#include "ops/access.h"
#include "ops/kms/grant_tokens.h"
#include "ops/kms/named_key.h"

namespace strongroom::ops::kms_api {

Result<policy::AccessRequest> GenerateDataKeyWithoutPlaintext::access(OperationContext& context,
                                                                      const Input& input) {
  SR_TRY(policy::AccessRequest access,
         access_to_named_key(context, input.key_id,
                             {.name = "kms:GenerateDataKeyWithoutPlaintext",
                              .grantable = kms::GrantOperation::GenerateDataKeyWithoutPlaintext,
                              .encryption_context = input.encryption_context},
                             kAnyKey));
  add_condition(access, "kms:EncryptionAlgorithm", kSymmetricAlgorithm);
  return access;
}

Task<Result<GenerateDataKeyWithoutPlaintext::Output>> GenerateDataKeyWithoutPlaintext::handle(
    OperationContext& context, const Input& input) {
  SR_CO_CHECK(check_grant_tokens(context, input.grant_tokens));
  SR_CO_TRY(const kms::KeyPtr key, existing_key(context, input.key_id));
  SR_CO_TRY(const NewDataKey made, new_data_key(context, *key, kName,
                                                {.key_spec = input.key_spec,
                                                 .number_of_bytes = input.number_of_bytes,
                                                 .encryption_context = input.encryption_context}));
  if (input.dry_run) co_return std::unexpected(dry_run_succeeded());
  co_return Output{.ciphertext_blob = made.wrapped,

                   .key_id = key->arn,
                   .key_material_id = kms::material_id(*key, key->generations.size())};
}

}  // namespace strongroom::ops::kms_api
