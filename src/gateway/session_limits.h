#pragma once

#include "base/result.h"
#include "iam/session.h"
#include "policy/access.h"
#include "policy/caller.h"

#include <string_view>

namespace strongroom::gateway {

/// Calls that policies neither allow nor deny: GetCallerIdentity and GetSessionToken (iam contract
/// 4.1 and 4.4), and AssumeRoleWithWebIdentity, which decides for the holder of its token instead
/// of its caller (4.3).
bool needs_no_permission(std::string_view action);

/// What sessions of a user or a federated user may not call whatever policies say (iam contract 4.4
/// and 4.5). Errors: UnrecognizedClient for IAM, AccessDenied for STS.
Result<void> check_session_may(const policy::AccessRequest& access, const policy::Caller& caller,
                               const iam::Session& session);

}  // namespace strongroom::gateway
