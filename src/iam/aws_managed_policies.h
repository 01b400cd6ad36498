#pragma once

#include "iam/entities.h"

#include <vector>

namespace strongroom::iam {

/// The policies that AWS manages and that come with the product (iam contract 5), of the account
/// `aws`; the same in every deployment.
std::vector<ManagedPolicyPtr> aws_managed_policies(PolicyPool& pool);

}  // namespace strongroom::iam
