#include "ops/kms/get_public_key.h"

#include "kms/key_state.h"
#include "ops/kms/ciphertext.h"
#include "ops/kms/grant_tokens.h"
#include "ops/kms/named_key.h"

#include <fmt/format.h>

namespace strongroom::ops::kms_api {

Result<policy::AccessRequest> GetPublicKey::access(OperationContext& context, const Input& input) {
  return access_to_named_key(
      context, input.key_id,
      {.name = "kms:GetPublicKey", .grantable = kms::GrantOperation::GetPublicKey}, kAnyKey);
}

Task<Result<GetPublicKey::Output>> GetPublicKey::handle(OperationContext& context,
                                                        const Input& input) {
  using enum kms::KeyUsage;
  SR_CO_CHECK(check_grant_tokens(context, input.grant_tokens));
  SR_CO_TRY(const kms::KeyPtr key, existing_key(context, input.key_id));
  SR_CO_CHECK(kms::check_state(*key, kms::StateRule::Use));
  const kms::KeyKind& kind = *key->kind;
  if (!kind.pair) {
    co_return failure(
        ErrorCode::UnsupportedOperation,
        fmt::format("{} key spec is {} which has no public key.", key->arn, kind.spec));
  }
  co_return Output{.key_id = key->arn,
                   .public_key = in_arena(context, key->material->public_key->der()),
                   .key_spec = kind.spec,
                   .key_usage = kms::name_of(kind.usage),
                   .encryption_algorithms = algorithms_for(kind, EncryptDecrypt),
                   .signing_algorithms = algorithms_for(kind, SignVerify),
                   .key_agreement_algorithms = algorithms_for(kind, KeyAgreement)};
}

}  // namespace strongroom::ops::kms_api
