#include "ops/iam/oidc_provider_access.h"

#include "iam/lookup.h"
#include "ops/iam/entity_access.h"

namespace strongroom::ops::iam_api {

policy::AccessRequest access_to_provider(OperationContext& context, std::string_view action,
                                         std::string_view arn) {
  policy::AccessRequest access = access_to_arn(context, action, arn);
  if (const auto provider = strongroom::iam::require_provider(context.services.identity.directory(),
                                                              context.partition.account, arn)) {
    context.held.push_back(*provider);  // its tags are only viewed
    access.resource_tags = (*provider)->tags;
  }
  return access;
}

}  // namespace strongroom::ops::iam_api
