#include "ops/sts/get_federation_token.h"

#include "ops/access.h"
#include "ops/sts/session_parts.h"

#include <fmt/format.h>

#include <utility>

namespace strongroom::ops::sts {
namespace {

std::string arn_of(const OperationContext& context, std::string_view name) {
  return fmt::format("arn:aws:sts::{}:federated-user/{}", context.caller.account, name);
}

policy::AccessRequest request_for(OperationContext& context, std::string_view action,
                                  const GetFederationToken::Input& input) {
  policy::AccessRequest access = access_to_all(context, action);
  access.resource = context.arena.copy(arn_of(context, input.name));
  add_tag_conditions(access, input.tags, context.arena);
  return access;
}

}  // namespace

Result<policy::AccessRequest> GetFederationToken::access(OperationContext& context,
                                                         const GetFederationToken::Input& input) {
  if (context.session != nullptr) {
    return failure(ErrorCode::AccessDenied,
                   "Cannot call GetFederationToken with session credentials");
  }
  SR_CHECK(session_tags(input.tags));
  return request_for(context, "sts:GetFederationToken", input);
}

Task<Result<GetFederationToken::Output>> GetFederationToken::handle(
    OperationContext& context, const GetFederationToken::Input& input) {
  if (!input.tags.empty()) {
    SR_CO_CHECK(context.authorizer.require(request_for(context, "sts:TagSession", input)));
  }
  iam::Session session;
  session.kind = iam::Session::Kind::Federated;
  session.account = context.caller.account;
  session.principal_id = context.caller.unique_id;
  session.name = input.name;
  session.parent_key = context.access_key_id;
  SR_CO_TRY(session.tags, session_tags(input.tags));
  set_life(session, context, user_duration(context, input.duration));
  SR_CO_CHECK(set_policies(session, context, input.policy, input.policy_arns));
  SR_CO_TRY(iam::Sessions::Issued issued, context.services.sessions.issue(std::move(session)));

  GetFederationToken::Output output;
  output.user = {.id = fmt::format("{}:{}", context.caller.account, input.name),
                 .arn = arn_of(context, input.name)};
  output.packed_policy_size = packed_policy_size(issued).value_or(0);
  output.credentials = credentials_of(std::move(issued));
  co_return output;
}

}  // namespace strongroom::ops::sts
