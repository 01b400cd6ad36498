#include "ops/kms/generate_data_key_pair.h"

#include "ops/kms/ciphertext.h"
#include "ops/kms/grant_tokens.h"
#include "ops/kms/named_key.h"

#include <utility>

namespace strongroom::ops::kms_api {

Result<policy::AccessRequest> GenerateDataKeyPair::access(OperationContext& context,
                                                          const Input& input) {
  SR_CHECK(refuse_recipient(input.recipient.has_value()));
  SR_TRY(policy::AccessRequest access,
         access_to_named_key(context, input.key_id,
                             {.name = "kms:GenerateDataKeyPair",
                              .grantable = kms::GrantOperation::GenerateDataKeyPair,
                              .encryption_context = input.encryption_context},
                             kAnyKey));
  add_key_pair_conditions(input.key_pair_spec, access);
  return access;
}

Task<Result<GenerateDataKeyPair::Output>> GenerateDataKeyPair::handle(OperationContext& context,
                                                                      const Input& input) {
  SR_CO_CHECK(check_grant_tokens(context, input.grant_tokens));
  SR_CO_CHECK(existing_key(context, input.key_id));
  SR_CO_TRY(NewKeyPair made, co_await new_key_pair(context, kName,
                                                   {.spec = input.key_pair_spec,
                                                    .encryption_context = input.encryption_context,
                                                    .dry_run = input.dry_run}));
  co_return Output{.private_key_ciphertext = made.wrapped,
                   .private_key_plaintext = made.private_key,
                   .public_key = made.public_key,
                   .key_id = context.key->arn,
                   .key_pair_spec = input.key_pair_spec,
                   .key_material_id = std::move(made.material_id)};
}

}  // namespace strongroom::ops::kms_api
