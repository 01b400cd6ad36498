#include "ops/kms/retire_grant.h"

#include "kms/key_changes.h"
#include "ops/kms/grant_tokens.h"
#include "ops/kms/named_key.h"
#include "wire/json_writer.h"

#include <utility>

namespace strongroom::ops::kms_api {
namespace {

constexpr KeyAction kAction{.name = "kms:RetireGrant"};

bool may_retire(const kms::Grant& grant, const policy::Caller& caller) {
  if (grant.retiring && kms::names(grant.retiring->identity, caller)) return true;
  return (grant.operations & kms::bit_of(kms::GrantOperation::RetireGrant)) != 0 &&
         kms::names(grant.grantee.identity, caller);
}

Result<kms::GrantPtr> named_grant(const OperationContext& context,
                                  const RetireGrant::Input& input) {
  if (input.grant_token) {
    SR_TRY(const TokenGrant found, grant_of_token(context, *input.grant_token));
    return found.grant;
  }
  SR_TRY(const kms::KeyPtr key, existing_key(context, *input.key_id));
  return existing_grant(context, *key, *input.grant_id);
}

/// Shown instead of the parameters (cloudtrail contract 4.2).
std::string_view recorded(const kms::Grant& grant, Arena& arena) {
  ArenaText text(arena);
  wire::JsonWriter json(text);
  json.begin_object();
  json.plain_key("grantId");
  json.string(grant.id);
  json.end_object();
  return text.view();
}

}  // namespace

Result<policy::AccessRequest> RetireGrant::access(OperationContext& context, const Input& input) {
  if (!input.grant_token && !(input.key_id && input.grant_id)) {
    return failure(ErrorCode::Validation, "Grant token OR (grant ID, key ID) must be specified");
  }
  policy::AccessRequest access;
  if (input.grant_token) {
    SR_TRY(TokenGrant found, grant_of_token(context, *input.grant_token));
    context.key = std::move(found.key);
    access = access_to_key(context, *context.key, kAction);
  } else {
    SR_TRY(access, access_to_named_key(context, *input.key_id, kAction, kSharedKey));
  }
  const auto grant =
      context.key ? named_grant(context, input) : Result<kms::GrantPtr>(kms::GrantPtr());
  access.granted = grant && *grant && may_retire(**grant, context.caller);
  return access;
}

Task<Result<Nothing>> RetireGrant::handle(OperationContext& context, const Input& input) {
  SR_CO_TRY(const kms::GrantPtr grant, named_grant(context, input));
  context.record.additional_data = recorded(*grant, context.arena);
  if (input.dry_run) co_return std::unexpected(dry_run_succeeded());
  SR_CO_CHECK(co_await commit(context, std::move(context.services.keys.change().erase(*grant))));
  co_return Nothing{};
}

}  // namespace strongroom::ops::kms_api
