#include "ops/kms/derive_shared_secret.h"

#include "kms/key_state.h"
#include "ops/access.h"
#include "ops/kms/ciphertext.h"
#include "ops/kms/grant_tokens.h"
#include "ops/kms/named_key.h"

namespace strongroom::ops::kms_api {
namespace {

// Nothing for what is no key of the same curve.
std::optional<crypto::SecretBytes> agreed(const kms::Key& key, ByteView other) {
  const auto peer = crypto::PublicKey::of_der(other);
  return peer ? key.material->private_key->shared_secret(*peer) : std::nullopt;
}

}  // namespace

Result<policy::AccessRequest> DeriveSharedSecret::access(OperationContext& context,
                                                         const Input& input) {
  SR_CHECK(refuse_recipient(input.recipient.has_value()));
  SR_TRY(policy::AccessRequest access,
         access_to_named_key(context, input.key_id,
                             {.name = "kms:DeriveSharedSecret",
                              .grantable = kms::GrantOperation::DeriveSharedSecret},
                             kAnyKey));
  add_condition(access, "kms:KeyAgreementAlgorithm", input.key_agreement_algorithm);
  return access;
}

Task<Result<DeriveSharedSecret::Output>> DeriveSharedSecret::handle(OperationContext& context,
                                                                    const Input& input) {
  SR_CO_CHECK(check_grant_tokens(context, input.grant_tokens));
  SR_CO_TRY(const kms::KeyPtr key, existing_key(context, input.key_id));
  SR_CO_CHECK(kms::check_state(*key, kms::StateRule::Use));
  SR_CO_CHECK(check_usage(*key, kms::KeyUsage::KeyAgreement, kName));
  SR_CO_TRY(const auto secret, co_await context.services.keys.workers().use(
                                   [&] { return agreed(*key, input.public_key); }));
  if (!secret) co_return failure(ErrorCode::Validation, "");
  if (input.dry_run) co_return std::unexpected(dry_run_succeeded());
  co_return Output{.key_id = key->arn,
                   .shared_secret = in_arena(context, secret->reveal()),
                   .key_agreement_algorithm = input.key_agreement_algorithm,
                   .key_origin = key->origin};
}

}  // namespace strongroom::ops::kms_api
