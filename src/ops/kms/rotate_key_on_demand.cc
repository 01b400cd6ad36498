#include "ops/kms/rotate_key_on_demand.h"

#include "kms/key_changes.h"
#include "kms/key_state.h"
#include "ops/kms/named_key.h"
#include "ops/kms/region_form.h"
#include "ops/kms/rotation_form.h"

#include <fmt/format.h>

#include <cstddef>
#include <utility>

namespace strongroom::ops::kms_api {
namespace {

constexpr std::size_t kMaxRotations = 25;

Result<kms::Key> rotated(const OperationContext& context, const kms::Key& key) {
  kms::Key changed = key;
  if (!key.external()) {
    kms::rotate(context.services.keys.keyring(), changed, kms::RotationType::OnDemand, context.now);
    return changed;
  }
  if (!key.pending) {
    return failure(
        ErrorCode::InvalidKeyState,
        fmt::format("No available key material pending rotation for the key: {}.", key.arn));
  }
  kms::rotate_to_pending(changed, context.now);
  return changed;
}

}  // namespace

Result<policy::AccessRequest> RotateKeyOnDemand::access(OperationContext& context,
                                                        const Input& input) {
  return access_to_named_key(context, input.key_id, {.name = "kms:RotateKeyOnDemand"}, kOwnKey);
}

Task<Result<RotateKeyOnDemand::Output>> RotateKeyOnDemand::handle(OperationContext& context,
                                                                  const Input& input) {
  SR_CO_TRY(const kms::KeyPtr key, existing_key(context, input.key_id));
  SR_CO_CHECK(kms::check_state(*key, kms::StateRule::RotateNow));
  SR_CO_CHECK(check_rotates(*key));
  SR_CO_CHECK(check_primary(*key));
  if (kms::on_demand_rotations(*key) >= kMaxRotations) {
    co_return failure(
        ErrorCode::LimitExceeded,
        fmt::format("The on-demand rotations limit has been reached for the given keyId. No more "
                    "on-demand rotations can be performed for this key: {}",
                    key->arn));
  }
  SR_CO_TRY(const kms::Key changed, rotated(context, *key));
  SR_CO_CHECK(co_await commit(
      context, std::move(context.services.keys.change().replace_shared(
                   *key, changed, context.services.keys.view().in_other_regions(*key)))));
  co_return Output{.key_id = key->arn};
}

}  // namespace strongroom::ops::kms_api
