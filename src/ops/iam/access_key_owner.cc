#include "ops/iam/access_key_owner.h"

#include "ops/iam/calling_user.h"

namespace strongroom::ops::iam_api {

std::optional<std::string_view> AccessKeyOwner::name() const {
  if (user == nullptr) return std::nullopt;
  return user->name;
}

Result<AccessKeyOwner> access_key_owner(const OperationContext& context,
                                        std::optional<std::string_view> user) {
  AccessKeyOwner owner;
  SR_TRY(owner.user, decided_user(context, user));
  if (owner.user) {
    owner.keys = owner.user->access_keys;
  } else if (const auto account =
                 context.services.identity.directory().account(context.partition.account)) {
    owner.keys = account->access_keys;
  }
  return owner;
}

std::string_view access_key_status(bool active) { return active ? "Active" : "Inactive"; }

}  // namespace strongroom::ops::iam_api
