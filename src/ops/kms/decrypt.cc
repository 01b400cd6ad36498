#include "ops/kms/decrypt.h"

#include "ops/kms/grant_tokens.h"
#include "ops/kms/named_key.h"

namespace strongroom::ops::kms_api {
namespace {

Ciphertext ciphertext_of(const Decrypt::Input& input) {
  return {.blob = input.ciphertext_blob,
          .key_id = input.key_id,
          .encryption_context = input.encryption_context,
          .algorithm = input.encryption_algorithm};
}

}  // namespace

Result<policy::AccessRequest> Decrypt::access(OperationContext& context, const Input& input) {
  SR_CHECK(check_modifiers(input.dry_run_modifiers, input.dry_run, input.ciphertext_blob));
  SR_CHECK(refuse_recipient(input.recipient.has_value()));
  return access_to_ciphertext(context, ciphertext_of(input),
                              {.name = "kms:Decrypt", .grantable = kms::GrantOperation::Decrypt});
}

Task<Result<Decrypt::Output>> Decrypt::handle(OperationContext& context, const Input& input) {
  SR_CO_CHECK(check_grant_tokens(context, input.grant_tokens));
  SR_CO_TRY(const Opened opened, co_await opened_ciphertext(context, kName, ciphertext_of(input)));
  if (input.dry_run) co_return std::unexpected(dry_run_succeeded());
  co_return Output{.key_id = context.key->arn,
                   .plaintext = opened.plaintext,
                   .encryption_algorithm = input.encryption_algorithm,
                   .key_material_id = shown_material_id(*context.key, opened.generation)};
}

}  // namespace strongroom::ops::kms_api
