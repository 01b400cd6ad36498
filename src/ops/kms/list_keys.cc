#include "ops/kms/list_keys.h"

#include "ops/access.h"

namespace strongroom::ops::kms_api {

Result<policy::AccessRequest> ListKeys::access(OperationContext& context, const Input&) {
  return access_to_all(context, "kms:ListKeys");
}

Task<Result<Page<KeyEntry>>> ListKeys::handle(OperationContext& context, const Input& input) {
  const auto& [account, region] = context.partition;
  co_return page_of(
      context, "ListKeys", {.marker = input.marker, .limit = input.limit},
      {.usual = 100, .most = 1000}, context.services.keys.view().keys_of(account, region),
      [](const kms::KeyPtr& key) { return position_of(key->created, key->id); },
      [](const kms::KeyPtr& key) { return KeyEntry{.key_id = key->id, .key_arn = key->arn}; });
}

}  // namespace strongroom::ops::kms_api
