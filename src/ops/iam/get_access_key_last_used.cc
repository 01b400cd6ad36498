#include "ops/iam/get_access_key_last_used.h"

#include "iam/access_keys.h"
#include "iam/entities.h"
#include "ops/iam/entity_access.h"

#include <fmt/format.h>

namespace strongroom::ops::iam_api {
namespace {

using strongroom::iam::AccessKeyPtr;
using strongroom::iam::User;
using strongroom::iam::UserPtr;

/// Null for a key that there is not, also when it is another account's.
AccessKeyPtr key_of(const OperationContext& context, std::string_view id) {
  AccessKeyPtr key = context.services.identity.directory().access_key(id);
  return key && key->principal.account == context.partition.account ? key : nullptr;
}

UserPtr owner_of(const OperationContext& context, const AccessKeyPtr& key) {
  if (key == nullptr || key->owner.empty()) return nullptr;
  return context.services.identity.directory().find_by_id<User>(key->owner);
}

}  // namespace

Result<policy::AccessRequest> GetAccessKeyLastUsed::access(OperationContext& context,
                                                           const Input& input) {
  constexpr std::string_view kAction = "iam:GetAccessKeyLastUsed";
  const AccessKeyPtr key = key_of(context, input.access_key_id);
  if (key == nullptr) return access_to_all(context, kAction);
  UserPtr user = owner_of(context, key);
  policy::AccessRequest access = user ? access_to(context, kAction, std::move(user))
                                      : access_to_arn(context, kAction, key->principal.arn);
  access.shown_resource = "*";  // a refusal does not tell whose key it is, nor that it is one
  return access;
}

Task<Result<GetAccessKeyLastUsed::Output>> GetAccessKeyLastUsed::handle(OperationContext& context,
                                                                        const Input& input) {
  const AccessKeyPtr key = key_of(context, input.access_key_id);
  const UserPtr* const user = std::get_if<UserPtr>(&context.identity);
  if (key == nullptr || key->owner != (user ? (*user)->id : "")) {
    co_return failure(
        ErrorCode::NoSuchEntity,
        fmt::format("The Access Key with id {} cannot be found.", input.access_key_id));
  }
  Output output;
  if (user) output.user_name = (*user)->name;
  if (const auto use = context.services.identity.directory().last_use(key->id)) {
    output.last_used = {.at = use->at, .service = use->service, .region = use->region};
  }
  co_return output;
}

}  // namespace strongroom::ops::iam_api
