#include "ops/sts/get_session_token.h"

#include "ops/access.h"
#include "ops/sts/session_parts.h"

#include <utility>

namespace strongroom::ops::sts {

Result<policy::AccessRequest> GetSessionToken::access(OperationContext& context,
                                                      const Input& input) {
  if (context.session != nullptr) {
    return failure(ErrorCode::AccessDenied, "Cannot call GetSessionToken with session credentials");
  }
  SR_CHECK(check_one_time_code(input.serial_number, input.token_code));
  return access_to_all(context, "sts:GetSessionToken");
}

Task<Result<GetSessionToken::Output>> GetSessionToken::handle(OperationContext& context,
                                                              const Input& input) {
  iam::Session session;
  session.kind = iam::Session::Kind::User;
  session.account = context.caller.account;
  session.principal_id = context.caller.unique_id;
  session.parent_key = context.access_key_id;
  set_life(session, context, user_duration(context, input.duration));
  SR_CO_TRY(iam::Sessions::Issued issued, context.services.sessions.issue(std::move(session)));
  co_return Output{.credentials = credentials_of(std::move(issued))};
}

}  // namespace strongroom::ops::sts
