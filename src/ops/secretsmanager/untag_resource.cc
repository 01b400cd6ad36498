#include "ops/secretsmanager/untag_resource.h"

#include "ops/secretsmanager/secret_access.h"
#include "ops/secretsmanager/tags.h"

#include <utility>

namespace strongroom::ops::secretsmanager {

Result<policy::AccessRequest> UntagResource::access(OperationContext& context, const Input& input) {
  SR_TRY(policy::AccessRequest access,
         access_to_secret(context, "secretsmanager:UntagResource", input.secret_id));
  add_tag_keys(access, input.tag_keys);
  return access;
}

Task<Result<UntagResource::Output>> UntagResource::handle(OperationContext& context,
                                                          const Input& input) {
  SR_CO_TRY(secrets::SecretPtr secret, active_secret(context));
  secrets::SecretChange change = change_of(context, secret);
  SR_CO_CHECK(remove_tags(change.changed, input.tag_keys));
  if (change.changed.extras() == secret->extras()) co_return Output{};
  SR_CO_TRY(policy::AccessRequest again, access(context, input));
  SR_CO_CHECK(require_after(context, std::move(again), change.changed));
  SR_CO_CHECK(co_await commit(context, std::move(change)));
  co_return Output{};
}

}  // namespace strongroom::ops::secretsmanager
