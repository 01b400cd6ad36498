#pragma once

#include "iam/entities.h"
#include "policy/caller.h"

#include <memory>
#include <string_view>

namespace strongroom::iam {

using CallerPtr = std::shared_ptr<const policy::Caller>;

/// Who signs with a long-term key, as policies see him (policy contract 3).
CallerPtr root_caller(std::string_view account);
CallerPtr user_caller(const User& user);

}  // namespace strongroom::iam
