#include "ops/kms/list_grants.h"

#include "ops/access.h"
#include "ops/kms/named_key.h"

#include <fmt/format.h>

#include <vector>

namespace strongroom::ops::kms_api {

Result<policy::AccessRequest> ListGrants::access(OperationContext& context, const Input& input) {
  SR_TRY(policy::AccessRequest access,
         access_to_named_key(context, input.key_id, {.name = "kms:ListGrants"}, kSharedKey));
  add_condition(access, "kms:GrantIsForAWSResource", false);
  return access;
}

Task<Result<Page<GrantEntry>>> ListGrants::handle(OperationContext& context, const Input& input) {
  SR_CO_TRY(const kms::KeyPtr key, existing_key(context, input.key_id));
  const kms::KeyView& view = context.services.keys.view();
  if (input.grant_id && view.find_grant(*key, *input.grant_id) == nullptr) {
    co_return failure(ErrorCode::InvalidGrantId,
                      fmt::format("Grant ID {} not found", *input.grant_id));
  }
  std::vector<kms::GrantPtr> grants = view.grants_of(*key);
  std::erase_if(grants, [&](const kms::GrantPtr& grant) {
    return (input.grant_id && grant->id != *input.grant_id) ||
           (input.grantee && grant->grantee.arn != *input.grantee);
  });
  co_return page_of(
      context,
      fmt::format("ListGrants {} {} {}", key->id, input.grant_id.value_or(""),
                  input.grantee.value_or("")),
      {.marker = input.marker, .limit = input.limit}, {.usual = 50, .most = 100}, grants,
      [](const kms::GrantPtr& grant) { return position_of(grant->created, grant->id); },
      [](const kms::GrantPtr& grant) { return entry_of(grant); });
}

}  // namespace strongroom::ops::kms_api
