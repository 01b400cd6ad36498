#include "ops/sts/operations.h"

#include "ops/sts/assume_role.h"
#include "ops/sts/assume_role_with_web_identity.h"
#include "ops/sts/decode_authorization_message.h"
#include "ops/sts/get_access_key_info.h"
#include "ops/sts/get_caller_identity.h"
#include "ops/sts/get_federation_token.h"
#include "ops/sts/get_session_token.h"

namespace strongroom::ops::sts {

std::span<const OperationEntry> operations() {
  return kEntriesOf<AssumeRole, AssumeRoleWithWebIdentity, DecodeAuthorizationMessage,
                    GetAccessKeyInfo, GetCallerIdentity, GetFederationToken, GetSessionToken>;
}

}  // namespace strongroom::ops::sts
