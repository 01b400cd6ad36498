#include "ops/kms/create_grant.h"

#include "kms/key_changes.h"
#include "kms/key_state.h"
#include "ops/access.h"
#include "ops/kms/grant_tokens.h"
#include "ops/kms/named_key.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace strongroom::ops::kms_api {
namespace {

constexpr std::size_t kMaxGrants = 50'000;  // of one key
constexpr std::size_t kNearMaxGrants = kMaxGrants - 1000;

void add_conditions(const CreateGrant::Input& input, const kms::GrantConstraint& constraint,
                    policy::AccessRequest& access) {
  const auto operations =
      condition_values(access, "kms:GrantOperations", input.operations.size(), true);
  std::ranges::copy(input.operations, operations.begin());
  add_condition(access, "kms:GranteePrincipal", input.grantee);
  add_condition(access, "kms:RetiringPrincipal", input.retiring);
  add_condition(access, "kms:GrantIsForAWSResource", false);
  if (constraint.kind == kms::GrantConstraint::Kind::None) return;
  add_condition(access, "kms:GrantConstraintType",
                std::string_view(constraint.kind == kms::GrantConstraint::Kind::Equals
                                     ? "EncryptionContextEquals"
                                     : "EncryptionContextSubset"));
}

// Whoever may grant by a grant alone gives away no more than he has.
bool covers(const kms::Grant& held, kms::GrantOperations operations,
            const kms::GrantConstraint& constraint) {
  return (held.operations & kms::bit_of(kms::GrantOperation::CreateGrant)) != 0 &&
         (operations & ~held.operations) == 0 && constraint.within(held.constraint);
}

// Sending the same request again gives the same grant, when it has a name.
kms::GrantPtr same_grant(const kms::KeyView& view, const kms::Key& key, const kms::Grant& wanted) {
  if (wanted.name.empty()) return nullptr;
  const auto grants = view.grants_of(key);
  const auto found = std::ranges::find_if(grants, [&](const kms::GrantPtr& grant) {
    return grant->name == wanted.name && grant->grantee == wanted.grantee &&
           grant->retiring == wanted.retiring && grant->operations == wanted.operations &&
           grant->constraint == wanted.constraint;
  });
  return found == grants.end() ? nullptr : *found;
}

Result<kms::Grant> new_grant(const OperationContext& context, const kms::Key& key,
                             const CreateGrant::Input& input) {
  kms::Grant grant{.account = key.account,
                   .region = key.region,
                   .key_id = key.id,
                   .id = new_grant_id(),
                   .name = std::string(input.name.value_or("")),
                   .created = context.now,
                   .grantee = {},
                   .retiring = {},
                   .operations = operations_of(input.operations),
                   .constraint = {}};
  SR_TRY(grant.constraint, constraint_of(input.constraints));
  SR_CHECK(check_grantable(key, grant));
  SR_TRY(grant.grantee, grant_principal(context, input.grantee));
  if (input.retiring) {
    SR_TRY(grant.retiring, grant_principal(context, *input.retiring));
  }
  return grant;
}

}  // namespace

Result<policy::AccessRequest> CreateGrant::access(OperationContext& context, const Input& input) {
  SR_TRY(const kms::GrantConstraint constraint, constraint_of(input.constraints));
  KeyAction action{.name = "kms:CreateGrant"};
  if (input.constraints) action.encryption_context = pairs_of(*input.constraints);
  SR_TRY(policy::AccessRequest access,
         access_to_named_key(context, input.key_id, action, kSharedKey));
  add_conditions(input, constraint, access);
  if (context.key != nullptr) {
    const auto held = context.services.keys.view().grants_for(*context.key, context.caller);
    access.granted = std::ranges::any_of(held, [&](const kms::GrantPtr& grant) {
      return covers(*grant, operations_of(input.operations), constraint);
    });
  }
  return access;
}

Task<Result<CreateGrant::Output>> CreateGrant::handle(OperationContext& context,
                                                      const Input& input) {
  SR_CO_CHECK(check_grant_tokens(context, input.grant_tokens));
  SR_CO_TRY(const kms::KeyPtr key, existing_key(context, input.key_id));
  SR_CO_CHECK(kms::check_state(*key, kms::StateRule::Use));
  SR_CO_TRY(const kms::Grant grant, new_grant(context, *key, input));
  if (input.dry_run) co_return std::unexpected(dry_run_succeeded());
  const kms::KeyView& view = context.services.keys.view();
  if (const kms::GrantPtr present = same_grant(view, *key, grant)) {
    co_return Output{.grant_token = grant_token(context, *present), .grant_id = present->id};
  }
  const std::size_t present = view.count_of_grants(*key);
  if (present >= kMaxGrants) {
    co_return failure(ErrorCode::LimitExceeded,
                      fmt::format("The key {} has {} grants already.", key->arn, kMaxGrants));
  }
  kms::KeyChange change = context.services.keys.change();
  change.create(grant);
  // Near the limit one is made after the other, so that many at once don't exceed it.
  if (present < kNearMaxGrants) {
    change.rely_on(*key);
  } else {
    change.replace(*key, *key);
  }
  SR_CO_CHECK(co_await commit(context, std::move(change)));
  co_return Output{.grant_token = grant_token(context, grant), .grant_id = grant.id};
}

}  // namespace strongroom::ops::kms_api
