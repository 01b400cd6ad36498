#include "ops/iam/create_access_key.h"

#include "base/bytes.h"
#include "iam/user_changes.h"
#include "ops/iam/access_key_owner.h"
#include "ops/iam/calling_user.h"

#include <utility>

namespace strongroom::ops::iam_api {

Result<policy::AccessRequest> CreateAccessKey::access(OperationContext& context,
                                                      const Input& input) {
  return access_to_user_or_caller(context, "iam:CreateAccessKey", input.user_name);
}

Task<Result<CreateAccessKey::Output>> CreateAccessKey::handle(OperationContext& context,
                                                              const Input& input) {
  SR_CO_TRY(const AccessKeyOwner owner, access_key_owner(context, input.user_name));
  SR_CO_TRY(strongroom::iam::AccessKeyPtr key,
            co_await commit(context, strongroom::iam::create_access_key(
                                         context.services.identity.basis(context.now),
                                         context.partition.account, owner.user)));
  NewAccessKey made;
  if (owner.user) made.user_name = owner.user->name;
  made.id = key->id;
  made.status = access_key_status(key->active);
  made.secret = context.arena.copy(text_of(key->secret.reveal()));
  made.created = key->created;
  made.key = std::move(key);
  co_return Output{.access_key = std::move(made)};
}

}  // namespace strongroom::ops::iam_api
