#pragma once

#include "ops/context.h"
#include "policy/access.h"

#include <string_view>

namespace strongroom::ops::iam_api {

/// On an OpenID Connect provider, with its tags (iam contract 6).
policy::AccessRequest access_to_provider(OperationContext& context, std::string_view action,
                                         std::string_view arn);

}  // namespace strongroom::ops::iam_api
