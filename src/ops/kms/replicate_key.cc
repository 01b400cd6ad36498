#include "ops/kms/replicate_key.h"

#include "kms/key_changes.h"
#include "kms/key_state.h"
#include "ops/access.h"
#include "ops/kms/named_key.h"
#include "ops/kms/policy_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace strongroom::ops::kms_api {
namespace {

Result<void> check_region(const OperationContext& context, const kms::Key& key,
                          std::string_view region) {
  const auto& served = context.services.regions;
  if (!served.empty() && std::ranges::find(served, region) == served.end()) {
    return failure(ErrorCode::UnsupportedOperation,
                   fmt::format("The Region {} is not served here.", region));
  }
  if (context.services.keys.view().find(key.account, region, key.id) == nullptr) return {};
  return failure(ErrorCode::ResourceExists,
                 fmt::format("{} already exists in the Region {}.", key.id, region));
}

// It has what all share; the rest is its own.
Result<kms::Key> replica_of(const OperationContext& context, const kms::Key& primary,
                            const ReplicateKey::Input& input) {
  kms::Key key = primary;
  key.region = input.replica_region;
  key.arn = kms::key_arn(key);
  key.description = input.description.value_or("");
  key.created = context.now;
  key.aliases.clear();
  key.has_grants = false;
  key.import_tokens = 0;
  key.tags.clear();
  SR_CHECK(put_tags(key, input.tags));
  SR_TRY(key.policy,
         checked_policy(context, input.policy.value_or(kms::default_key_policy(key.account))));
  if (!key.external()) return key;
  // The same material has to be brought to each Region.
  key.state = kms::KeyState::PendingImport;
  for (kms::Generation& generation : key.generations) {
    generation.wrapped.clear();
    generation.imported->valid_to.reset();
  }
  return key;
}

// What a key that is made in the other Region needs beside the permission on the primary (kms
// contract 5.2).
Result<void> require_creation(OperationContext& context, const kms::Key& replica,
                              const ReplicateKey::Input& input) {
  const auto access_for = [&](std::string_view action, std::string_view resource) {
    policy::AccessRequest access = access_to_all(context, action);
    access.resource = resource;
    add_condition(access, "kms:CallerAccount", std::string_view(context.caller.account));
    add_condition(access, "kms:KeySpec", replica.kind->spec);
    add_condition(access, "kms:KeyUsage", kms::name_of(replica.kind->usage));
    add_condition(access, "kms:CustomerMasterKeySpec", replica.kind->spec);
    add_condition(access, "kms:CustomerMasterKeyUsage", kms::name_of(replica.kind->usage));
    add_condition(access, "kms:KeyOrigin", replica.origin);
    add_condition(access, "kms:MultiRegion", true);
    add_condition(access, "kms:MultiRegionKeyType", std::string_view("REPLICA"));
    add_condition(access, "kms:BypassPolicyLockoutSafetyCheck", input.bypass_lockout_check);
    add_tag_conditions(access, input.tags, context.arena);
    return access;
  };
  SR_CHECK(context.authorizer.require(access_for("kms:CreateKey", "*")));
  if (input.tags.empty()) return {};
  return context.authorizer.require(access_for("kms:TagResource", replica.arn));
}

// As AWS shows it while it copies the material.
KeyMetadata metadata_of_new_replica(const kms::KeyView& view, const kms::Key& key) {
  KeyMetadata metadata = metadata_of(view, view.find(key.account, key.region, key.id));
  metadata.key_state = "Creating";
  metadata.enabled = false;
  metadata.current_key_material_id.reset();
  return metadata;
}

}  // namespace

Result<policy::AccessRequest> ReplicateKey::access(OperationContext& context, const Input& input) {
  SR_TRY(policy::AccessRequest access,
         access_to_named_key(context, input.key_id, {.name = "kms:ReplicateKey"}, kOwnKey));
  add_condition(access, "kms:ReplicaRegion", input.replica_region);
  add_condition(access, "kms:BypassPolicyLockoutSafetyCheck", input.bypass_lockout_check);
  add_tag_conditions(access, input.tags, context.arena);
  return access;
}

Task<Result<ReplicateKey::Output>> ReplicateKey::handle(OperationContext& context,
                                                        const Input& input) {
  SR_CO_TRY(const kms::KeyPtr primary, existing_key(context, input.key_id));
  SR_CO_CHECK(kms::check_state(*primary, kms::StateRule::Use));
  SR_CO_CHECK(check_multi_region_primary(*primary));
  SR_CO_CHECK(check_region(context, *primary, input.replica_region));
  SR_CO_TRY(const kms::Key replica, replica_of(context, *primary, input));
  SR_CO_CHECK(require_creation(context, replica, input));
  if (!input.bypass_lockout_check) SR_CO_CHECK(check_lockout(context, replica));
  kms::KeyService& keys = context.services.keys;
  SR_CO_CHECK(check_key_limit(keys.view(), replica));
  SR_CO_CHECK(co_await commit(context, std::move(keys.change().create(replica).rely_on(*primary))));
  co_return Output{.replica_key_metadata = metadata_of_new_replica(keys.view(), replica),
                   .replica_policy = replica.policy->text(),
                   .replica_tags = input.tags};
}

}  // namespace strongroom::ops::kms_api
