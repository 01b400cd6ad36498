#include "ops/iam/list_access_keys.h"

#include "ops/iam/access_key_owner.h"
#include "ops/iam/calling_user.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace strongroom::ops::iam_api {
namespace {

using strongroom::iam::AccessKeyPtr;

/// Sorts as the keys were made.
std::string key_position(const AccessKeyPtr& key) {
  return fmt::format("{:020} {}", milliseconds_of(key->created), key->id);
}

std::vector<AccessKeyPtr> keys_of(const OperationContext& context, const AccessKeyOwner& owner) {
  std::vector<AccessKeyPtr> keys;
  for (const std::string& id : owner.keys) {
    if (AccessKeyPtr key = context.services.identity.directory().access_key(id)) {
      keys.push_back(std::move(key));
    }
  }
  std::ranges::sort(keys, {}, key_position);
  return keys;
}

}  // namespace

Result<policy::AccessRequest> ListAccessKeys::access(OperationContext& context,
                                                     const Input& input) {
  return access_to_user_or_caller(context, "iam:ListAccessKeys", input.user_name);
}

Task<Result<ListAccessKeys::Output>> ListAccessKeys::handle(OperationContext& context,
                                                            const Input& input) {
  SR_CO_TRY(const AccessKeyOwner owner, access_key_owner(context, input.user_name));
  const std::string scope = "ListAccessKeys " + (owner.user ? owner.user->id : std::string());
  SR_CO_TRY(Page<AccessKeyPtr> page, page_of(context, scope, {input.marker, input.max_items},
                                             keys_of(context, owner), key_position));
  co_return shown_page(std::move(page), [&](AccessKeyPtr key) {
    AccessKeyMetadata metadata;
    if (owner.user) metadata.user_name = owner.user->name;
    metadata.id = key->id;
    metadata.status = access_key_status(key->active);
    metadata.created = key->created;
    metadata.key = std::move(key);
    return metadata;
  });
}

}  // namespace strongroom::ops::iam_api
