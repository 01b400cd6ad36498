#include "ops/kms/tag_resource.h"

#include "kms/key_changes.h"
#include "kms/key_state.h"
#include "ops/access.h"
#include "ops/kms/named_key.h"

#include <utility>

namespace strongroom::ops::kms_api {

Result<policy::AccessRequest> TagResource::access(OperationContext& context, const Input& input) {
  SR_TRY(policy::AccessRequest access,
         access_to_named_key(context, input.key_id, {.name = "kms:TagResource"}, kOwnKey));
  add_tag_conditions(access, input.tags, context.arena);
  return access;
}

Task<Result<Nothing>> TagResource::handle(OperationContext& context, const Input& input) {
  SR_CO_TRY(const kms::KeyPtr key, existing_key(context, input.key_id));
  SR_CO_CHECK(kms::check_state(*key, kms::StateRule::Manage));

  kms::Key changed = *key;
  SR_CO_CHECK(put_tags(changed, input.tags));
  SR_CO_CHECK(
      co_await commit(context, std::move(context.services.keys.change().replace(*key, changed))));
  co_return Nothing{};
}

}  // namespace strongroom::ops::kms_api
