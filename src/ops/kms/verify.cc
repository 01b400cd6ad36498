#include "ops/kms/verify.h"

#include "ops/kms/grant_tokens.h"
#include "ops/kms/named_key.h"

namespace strongroom::ops::kms_api {
namespace {

SignedMessage message_of(const Verify::Input& input) {
  return {.bytes = input.message, .type = input.message_type, .algorithm = input.signing_algorithm};
}

}  // namespace

Result<policy::AccessRequest> Verify::access(OperationContext& context, const Input& input) {
  SR_TRY(policy::AccessRequest access,
         access_to_named_key(context, input.key_id,
                             {.name = "kms:Verify", .grantable = kms::GrantOperation::Verify},
                             kAnyKey));
  add_signature_conditions(message_of(input), access);
  return access;
}

Task<Result<Verify::Output>> Verify::handle(OperationContext& context, const Input& input) {
  SR_CO_CHECK(check_grant_tokens(context, input.grant_tokens));
  SR_CO_TRY(const kms::KeyPtr key, existing_key(context, input.key_id));
  const SignedMessage message = message_of(input);
  SR_CO_TRY(const auto algorithm, signature_algorithm(*key, kName, message));
  SR_CO_TRY(const bool valid, co_await context.services.keys.workers().use([&] {
    const crypto::PublicKey& verifier = *key->material->public_key;
    return message.is_digest() ? verifier.verify_digest(algorithm, message.bytes, input.signature)
                               : verifier.verify_der(algorithm, message.bytes, input.signature);
  }));
  if (!valid) co_return failure(ErrorCode::SignatureMismatch, "");
  if (input.dry_run) co_return std::unexpected(dry_run_succeeded());
  co_return Output{
      .key_id = key->arn, .signature_valid = true, .signing_algorithm = input.signing_algorithm};
}

}  // namespace strongroom::ops::kms_api
