#include "ops/secretsmanager/tag_resource.h"

#include "ops/secretsmanager/secret_access.h"

#include <utility>

namespace strongroom::ops::secretsmanager {

Result<policy::AccessRequest> TagResource::access(OperationContext& context, const Input& input) {
  SR_TRY(policy::AccessRequest access,
         access_to_secret(context, "secretsmanager:TagResource", input.secret_id));
  add_tag_conditions(access, input.tags, context.arena);
  return access;
}

Task<Result<TagResource::Output>> TagResource::handle(OperationContext& context,
                                                      const Input& input) {
  SR_CO_TRY(secrets::SecretPtr secret, active_secret(context));
  secrets::SecretChange change = change_of(context, std::move(secret));
  SR_CO_CHECK(put_tags(change.changed, input.tags));
  SR_CO_TRY(policy::AccessRequest again, access(context, input));
  SR_CO_CHECK(require_after(context, std::move(again), change.changed));
  SR_CO_CHECK(co_await commit(context, std::move(change)));
  co_return Output{};
}

}  // namespace strongroom::ops::secretsmanager
