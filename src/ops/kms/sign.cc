#include "ops/kms/sign.h"

#include "ops/kms/ciphertext.h"
#include "ops/kms/grant_tokens.h"
#include "ops/kms/named_key.h"

namespace strongroom::ops::kms_api {
namespace {

SignedMessage message_of(const Sign::Input& input) {
  return {.bytes = input.message, .type = input.message_type, .algorithm = input.signing_algorithm};
}

}  // namespace

Result<policy::AccessRequest> Sign::access(OperationContext& context, const Input& input) {
  SR_TRY(
      policy::AccessRequest access,
      access_to_named_key(context, input.key_id,
                          {.name = "kms:Sign", .grantable = kms::GrantOperation::Sign}, kAnyKey));
  add_signature_conditions(message_of(input), access);
  return access;
}

Task<Result<Sign::Output>> Sign::handle(OperationContext& context, const Input& input) {
  SR_CO_CHECK(check_grant_tokens(context, input.grant_tokens));
  SR_CO_TRY(const kms::KeyPtr key, existing_key(context, input.key_id));
  const SignedMessage message = message_of(input);
  SR_CO_TRY(const auto algorithm, signature_algorithm(*key, kName, message));
  if (input.dry_run) co_return std::unexpected(dry_run_succeeded());
  SR_CO_TRY(const auto signature, co_await context.services.keys.workers().use([&] {
    const crypto::PrivateKey& signer = *key->material->private_key;
    return message.is_digest() ? signer.sign_digest(algorithm, message.bytes)
                               : signer.sign(algorithm, message.bytes);
  }));
  co_return Output{.key_id = key->arn,
                   .signature = in_arena(context, *signature),
                   .signing_algorithm = input.signing_algorithm};
}

}  // namespace strongroom::ops::kms_api
