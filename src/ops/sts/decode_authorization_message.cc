#include "ops/sts/decode_authorization_message.h"

#include "ops/access.h"

namespace strongroom::ops::sts {

Result<policy::AccessRequest> DecodeAuthorizationMessage::access(OperationContext& context,
                                                                 const Input&) {
  return access_to_all(context, "sts:DecodeAuthorizationMessage");
}

Task<Result<DecodeAuthorizationMessage::Output>> DecodeAuthorizationMessage::handle(
    OperationContext&, const Input&) {
  co_return failure(ErrorCode::InvalidAuthorizationMessage, "Message is not valid");
}

}  // namespace strongroom::ops::sts
