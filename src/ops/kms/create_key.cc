#include "ops/kms/create_key.h"

#include "crypto/random.h"
#include "kms/key_changes.h"
#include "ops/access.h"
#include "ops/kms/policy_form.h"
#include "ops/kms/region_form.h"

#include <fmt/format.h>

#include <cstddef>
#include <utility>

namespace strongroom::ops::kms_api {
namespace {

std::string_view spec_of(const CreateKey::Input& input) {
  return input.key_spec.value_or(input.master_key_spec.value_or("SYMMETRIC_DEFAULT"));
}

// The default fits symmetric keys alone, which need none.
std::string_view usage_of(const CreateKey::Input& input) {
  return input.key_usage.value_or("ENCRYPT_DECRYPT");
}

Result<const kms::KeyKind*> kind_of(const CreateKey::Input& input) {
  if (input.key_spec && input.master_key_spec) {
    return failure(ErrorCode::Validation,
                   "You cannot specify KeySpec and CustomerMasterKeySpec in the same request. "
                   "CustomerMasterKeySpec is deprecated.");
  }
  const std::string_view spec = spec_of(input);
  if (!input.key_usage && spec != "SYMMETRIC_DEFAULT") {
    return failure(ErrorCode::Validation,
                   "You must specify a KeyUsage value for all KMS keys except for symmetric "
                   "encryption keys.");
  }
  const kms::KeyKind* const kind = kms::find_kind(spec, usage_of(input));
  if (kind == nullptr && spec != "SM2") {
    return failure(
        ErrorCode::Validation,
        fmt::format("KeyUsage {} is not compatible with KeySpec {}", usage_of(input), spec));
  }
  if (kind == nullptr || !kind->is_made()) {
    return failure(ErrorCode::UnsupportedOperation,
                   fmt::format("KeySpec {} is not supported.", spec));
  }
  return kind;
}

Result<void> check_supported(const CreateKey::Input& input) {
  if (input.origin != kms::kOwnOrigin && input.origin != kms::kExternalOrigin) {
    return failure(ErrorCode::UnsupportedOperation,
                   fmt::format("Origin {} is not supported.", input.origin));
  }
  if (input.custom_key_store_id || input.xks_key_id) {
    return failure(ErrorCode::UnsupportedOperation, "Custom key stores are not supported.");
  }
  return {};
}

Result<kms::Key> new_key(const OperationContext& context, const CreateKey::Input& input) {
  kms::Key key;
  SR_TRY(key.kind, kind_of(input));
  SR_CHECK(check_supported(input));
  key.account = context.partition.account;
  key.region = context.partition.region;
  key.id = input.multi_region ? kms::new_multi_region_id() : crypto::random_uuid();
  if (input.multi_region) key.primary_region = key.region;
  key.arn = kms::key_arn(key);
  key.description = input.description.value_or("");
  if (input.origin == kms::kExternalOrigin) {
    key.origin = kms::kExternalOrigin;
    key.state = kms::KeyState::PendingImport;
  }
  key.created = context.now;
  SR_CHECK(put_tags(key, input.tags));
  SR_TRY(key.policy,
         checked_policy(context, input.policy.value_or(kms::default_key_policy(key.account))));
  return key;
}

policy::AccessRequest access_for(const OperationContext& context, std::string_view action,
                                 const CreateKey::Input& input) {
  policy::AccessRequest access = access_to_all(context, action);
  add_condition(access, "kms:CallerAccount", std::string_view(context.caller.account));
  add_condition(access, "kms:KeySpec", spec_of(input));
  add_condition(access, "kms:KeyUsage", usage_of(input));
  add_condition(access, "kms:CustomerMasterKeySpec", spec_of(input));
  add_condition(access, "kms:CustomerMasterKeyUsage", usage_of(input));
  add_condition(access, "kms:KeyOrigin", input.origin);
  add_condition(access, "kms:MultiRegion", input.multi_region);
  if (input.multi_region)
    add_condition(access, "kms:MultiRegionKeyType", std::string_view("PRIMARY"));
  add_condition(access, "kms:BypassPolicyLockoutSafetyCheck", input.bypass_lockout_check);
  add_tag_conditions(access, input.tags, context.arena);
  return access;
}

// There is no key policy yet that could say something of tags.
Result<void> require_tagging(OperationContext& context, const CreateKey::Input& input,
                             const kms::Key& key) {
  if (input.tags.empty()) return {};
  policy::AccessRequest access = access_for(context, "kms:TagResource", input);
  access.resource = key.arn;
  return context.authorizer.require(access);
}

Task<Result<void>> give_material(kms::KeyService& keys, kms::Key& key) {
  if (key.external()) co_return {};
  const auto give = [&] {
    kms::give_material(keys.keyring(), key);
    return true;
  };
  if (key.kind->pair) {
    SR_CO_CHECK(co_await keys.workers().make(*key.kind->pair, give));
  } else {
    give();
  }
  co_return {};
}

}  // namespace

Result<policy::AccessRequest> CreateKey::access(OperationContext& context, const Input& input) {
  return access_for(context, "kms:CreateKey", input);
}

Task<Result<CreateKey::Output>> CreateKey::handle(OperationContext& context, const Input& input) {
  SR_CO_TRY(kms::Key key, new_key(context, input));
  SR_CO_CHECK(require_tagging(context, input, key));
  if (!input.bypass_lockout_check) SR_CO_CHECK(check_lockout(context, key));
  kms::KeyService& keys = context.services.keys;
  SR_CO_CHECK(check_key_limit(keys.view(), key));
  SR_CO_CHECK(co_await give_material(keys, key));
  context.resource_arn = context.arena.copy(key.arn);
  SR_CO_CHECK(co_await commit(context, std::move(keys.change().create(key))));
  co_return Output{.key_metadata =
                       metadata_of(keys.view(), keys.view().find(key.account, key.region, key.id))};
}

}  // namespace strongroom::ops::kms_api
