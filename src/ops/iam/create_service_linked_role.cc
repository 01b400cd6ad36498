#include "ops/iam/create_service_linked_role.h"

#include "ops/iam/entity_access.h"

#include <fmt/format.h>

#include <string>

namespace strongroom::ops::iam_api {

Result<policy::AccessRequest> CreateServiceLinkedRole::access(OperationContext& context,
                                                              const Input& input) {
  const std::string path = fmt::format("/aws-service-role/{}/", input.service_name);
  // Which role of the service it would be is the service's to say.
  policy::AccessRequest access =
      access_to_new(context, "iam:CreateServiceLinkedRole", "role", path, "AWSServiceRole");
  add_condition(access, "iam:AWSServiceName", input.service_name);
  return access;
}

Task<Result<CreateServiceLinkedRole::Output>> CreateServiceLinkedRole::handle(OperationContext&,
                                                                              const Input& input) {
  co_return failure(
      ErrorCode::InvalidInput,
      fmt::format("Cannot find Service Linked Role template for {}", input.service_name));
}

}  // namespace strongroom::ops::iam_api
