#include "ops/kms/get_key_last_usage.h"

#include "kms/key_uses.h"
#include "ops/kms/named_key.h"

#include <algorithm>
#include <utility>

namespace strongroom::ops::kms_api {
namespace {

KeyLastUsage usage_of(std::optional<kms::LastUse> use) {
  if (!use) return {};
  return {.operation = use->operation,
          .timestamp = use->at,
          .cloud_trail_event_id = std::move(use->event_id),
          .kms_request_id = std::move(use->request_id)};
}

}  // namespace

Result<policy::AccessRequest> GetKeyLastUsage::access(OperationContext& context,
                                                      const Input& input) {
  return access_to_named_key(context, input.key_id, {.name = "kms:GetKeyLastUsage"}, kOwnKey);
}

Task<Result<GetKeyLastUsage::Output>> GetKeyLastUsage::handle(OperationContext& context,
                                                              const Input& input) {
  SR_CO_TRY(const kms::KeyPtr key, existing_key(context, input.key_id));
  const kms::KeyUses& uses = context.services.keys.uses();
  SR_CO_TRY(std::optional<kms::LastUse> last, co_await uses.last_use(key));
  SR_CO_TRY(const Timestamp tracked_since, co_await uses.tracked_since());
  co_return Output{.key_id = key->arn,
                   .key_last_usage = usage_of(std::move(last)),
                   .tracking_start_date = std::max(tracked_since, key->created),
                   .key_creation_date = key->created};
}

}  // namespace strongroom::ops::kms_api
