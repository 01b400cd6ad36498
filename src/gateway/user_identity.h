#pragma once

#include "base/arena.h"
#include "gateway/authenticator.h"
#include "policy/caller.h"

#include <string_view>

/// userIdentity of audit records (cloudtrail contract 3), as JSON objects in the arena.
namespace strongroom::gateway {

/// Of who has signed. What does not change from call to call is written once for each caller and
/// thread.
std::string_view user_identity(const AuthenticatedCaller& caller, Arena& arena);

/// Of who could not be authenticated. `claimed_key` as the request names it; shown if it has the
/// form of a key id (cloudtrail contract 8, point 5).
std::string_view unknown_identity(std::string_view claimed_key, Arena& arena);

/// Of a caller as the owner of what he asked for sees him, from another account.
std::string_view foreign_identity(const policy::Caller& caller, Arena& arena);

}  // namespace strongroom::gateway
