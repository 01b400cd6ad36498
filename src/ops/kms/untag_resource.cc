#include "ops/kms/untag_resource.h"

#include "kms/key_changes.h"
#include "kms/key_state.h"
#include "ops/access.h"
#include "ops/kms/named_key.h"

#include <algorithm>
#include <utility>

namespace strongroom::ops::kms_api {

Result<policy::AccessRequest> UntagResource::access(OperationContext& context, const Input& input) {
  SR_TRY(policy::AccessRequest access,
         access_to_named_key(context, input.key_id, {.name = "kms:UntagResource"}, kOwnKey));
  add_tag_keys(access, input.tag_keys);
  return access;
}

Task<Result<Nothing>> UntagResource::handle(OperationContext& context, const Input& input) {
  SR_CO_TRY(const kms::KeyPtr key, existing_key(context, input.key_id));
  SR_CO_CHECK(kms::check_state(*key, kms::StateRule::Manage));

  kms::Key changed = *key;
  std::erase_if(changed.tags, [&](const kms::Tag& tag) {
    return std::ranges::find(input.tag_keys, tag.key) != input.tag_keys.end();
  });
  SR_CO_CHECK(
      co_await commit(context, std::move(context.services.keys.change().replace(*key, changed))));
  co_return Nothing{};
}

}  // namespace strongroom::ops::kms_api
