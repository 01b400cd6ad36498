#include "gateway/authorizer.h"

#include <fmt/format.h>

namespace strongroom::gateway {

Result<void> CallerAuthorizer::require(const policy::AccessRequest& access) {
  if (caller_.root && access.resource_account == caller_.account) return {};
  const bool cross_account = access.resource_account != caller_.account;
  // secrets-manager contract 9.3: calls without a resource have no `on resource` clause.
  const std::string on_resource =
      access.resource == "*" ? "" : fmt::format(" on resource: {}", access.resource);
  return failure(ErrorCode::AccessDenied,
                 fmt::format("User: {0} is not authorized to perform: {1}{2} because no {3}-based "
                             "policy allows the {1} action",
                             caller_.arn, access.action, on_resource,
                             cross_account ? "resource" : "identity"));
}

}  // namespace strongroom::gateway
