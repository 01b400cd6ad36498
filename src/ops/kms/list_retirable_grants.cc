#include "ops/kms/list_retirable_grants.h"

#include "ops/access.h"

#include <fmt/format.h>

namespace strongroom::ops::kms_api {

Result<policy::AccessRequest> ListRetirableGrants::access(OperationContext& context, const Input&) {
  return access_to_all(context, "kms:ListRetirableGrants");
}

Task<Result<Page<GrantEntry>>> ListRetirableGrants::handle(OperationContext& context,
                                                           const Input& input) {
  SR_CO_TRY(const kms::GrantPrincipal retiring, grant_principal(context, input.retiring));
  const auto& [account, region] = context.partition;
  co_return page_of(
      context, fmt::format("ListRetirableGrants {}", retiring.identity),
      {.marker = input.marker, .limit = input.limit}, {.usual = 50, .most = 100},
      context.services.keys.view().retirable_grants(account, region, retiring.identity),
      [](const kms::GrantPtr& grant) { return position_of(grant->created, grant->id); },
      [](const kms::GrantPtr& grant) { return entry_of(grant); });
}

}  // namespace strongroom::ops::kms_api
