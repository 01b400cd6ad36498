#pragma once

#include "ops/operation.h"
#include "ops/sts/assume_role.h"
#include "ops/sts/assume_role_with_web_identity.h"
#include "ops/sts/decode_authorization_message.h"
#include "ops/sts/get_access_key_info.h"
#include "ops/sts/get_caller_identity.h"
#include "ops/sts/get_federation_token.h"
#include "ops/sts/get_session_token.h"

namespace strongroom::ops::sts {

/// Of version 2011-06-15, what iam contract 4 has.
using Operations =
    OperationList<AssumeRole, AssumeRoleWithWebIdentity, DecodeAuthorizationMessage,
                  GetAccessKeyInfo, GetCallerIdentity, GetFederationToken, GetSessionToken>;

}  // namespace strongroom::ops::sts
