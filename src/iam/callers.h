#pragma once

#include "iam/entities.h"
#include "policy/caller.h"

#include <memory>
#include <string_view>

namespace strongroom::iam {

using CallerPtr = std::shared_ptr<const policy::Caller>;

// Who signs, as policies see him (policy contract 3).

// With a long-term key:
CallerPtr root_caller(std::string_view account);
CallerPtr user_caller(const User& user);

/// A session of the role. Without a name it stands for all of them: it goes by the role's ARN and
/// has no user id.
policy::Caller role_session(const Role& role, std::string_view name = {});

}  // namespace strongroom::iam
