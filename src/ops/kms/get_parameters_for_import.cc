#include "ops/kms/get_parameters_for_import.h"

#include "kms/import_token.h"
#include "kms/key_changes.h"
#include "kms/key_state.h"
#include "ops/access.h"
#include "ops/kms/ciphertext.h"
#include "ops/kms/import_form.h"
#include "ops/kms/named_key.h"

#include <fmt/format.h>

#include <chrono>

namespace strongroom::ops::kms_api {
namespace {

constexpr std::chrono::hours kValidFor{24};

std::unexpected<Error> not_supported(std::string_view what) {
  return failure(ErrorCode::UnsupportedOperation, fmt::format("{} is not supported.", what));
}

}  // namespace

Result<policy::AccessRequest> GetParametersForImport::access(OperationContext& context,
                                                             const Input& input) {
  SR_TRY(
      policy::AccessRequest access,
      access_to_named_key(context, input.key_id, {.name = "kms:GetParametersForImport"}, kOwnKey));
  add_condition(access, "kms:WrappingAlgorithm", input.wrapping_algorithm);
  add_condition(access, "kms:WrappingKeySpec", input.wrapping_key_spec);
  return access;
}

Task<Result<GetParametersForImport::Output>> GetParametersForImport::handle(
    OperationContext& context, const Input& input) {
  SR_CO_TRY(const kms::KeyPtr key, existing_key(context, input.key_id));
  SR_CO_CHECK(kms::check_state(*key, kms::StateRule::Manage));
  SR_CO_CHECK(check_imports(*key));
  const auto algorithm = kms::wrapping_algorithm(input.wrapping_algorithm);
  if (!algorithm) co_return not_supported(input.wrapping_algorithm);
  const auto spec = kms::key_pair_spec(input.wrapping_key_spec);
  if (!spec) co_return not_supported(input.wrapping_key_spec);

  kms::KeyService& keys = context.services.keys;
  SR_CO_TRY(crypto::PrivateKey made, co_await keys.workers().make(*spec, [&] {
    return crypto::PrivateKey::generate(*spec);
  }));
  const kms::ImportToken token{.algorithm = *algorithm,
                               .spec = *spec,
                               .valid_to = context.now + kValidFor,
                               .number = key->import_tokens + 1,
                               .key = std::move(made)};
  kms::Key changed = *key;
  changed.import_tokens = token.number;
  SR_CO_CHECK(co_await commit(context, std::move(keys.change().replace(*key, changed))));
  co_return Output{
      .key_id = key->arn,
      .import_token = in_arena(context, kms::seal_import_token(keys.keyring(), *key, token)),
      .public_key = in_arena(context, token.key.public_key().der()),
      .parameters_valid_to = token.valid_to};
}

}  // namespace strongroom::ops::kms_api
