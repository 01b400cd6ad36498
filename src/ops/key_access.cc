#include "ops/key_access.h"

#include "kms/key_state.h"
#include "ops/access.h"
#include "ops/key_use_event.h"

#include <algorithm>
#include <array>

namespace strongroom::ops {
namespace {

constexpr std::size_t kUsualConditions = 20;
constexpr std::string_view kService = "secretsmanager.amazonaws.com";

// What Secrets Manager does, in the order of kms::KeyUse.
constexpr std::array<KeyAction, 3> kUses = {{
    {.name = "kms:Decrypt", .grantable = kms::GrantOperation::Decrypt},
    {.name = "kms:Encrypt", .grantable = kms::GrantOperation::Encrypt},
    {.name = "kms:GenerateDataKey", .grantable = kms::GrantOperation::GenerateDataKey},
}};

void add_key_conditions(const OperationContext& context, const kms::Key& key,
                        policy::AccessRequest& access) {
  const std::string_view usage = kms::name_of(key.kind->usage);
  add_condition(access, "kms:CallerAccount", std::string_view(context.caller.account));
  add_condition(access, "kms:KeySpec", key.kind->spec);
  add_condition(access, "kms:KeyUsage", usage);
  add_condition(access, "kms:CustomerMasterKeySpec", key.kind->spec);
  add_condition(access, "kms:CustomerMasterKeyUsage", usage);
  add_condition(access, "kms:KeyOrigin", key.origin);
  add_condition(access, "kms:MultiRegion", key.multi_region());
  if (key.multi_region()) {
    add_condition(access, "kms:MultiRegionKeyType",
                  std::string_view(key.replica() ? "REPLICA" : "PRIMARY"));
  }
  if (key.aliases.empty()) return;
  std::ranges::copy(
      key.aliases,
      condition_values(access, "kms:ResourceAliases", key.aliases.size(), true).begin());
}

void add_encryption_context(const OperationContext& context, kms::EncryptionContext pairs,
                            policy::AccessRequest& access) {
  if (pairs.empty()) return;
  const auto keys = condition_values(access, "kms:EncryptionContextKeys", pairs.size(), true);
  auto next = keys.begin();
  for (const auto& [key, value] : pairs) {
    *next++ = key;
    ArenaText name(context.arena, 64);
    name.append("kms:EncryptionContext:");
    name.append(key);
    add_condition(access, name.view(), value);
  }
}

std::string_view via_service(const OperationContext& context, std::string_view region) {
  ArenaText name(context.arena, 64);
  name.append("secretsmanager.");
  name.append(region);
  name.append(".amazonaws.com");
  return name.view();
}

}  // namespace

policy::AccessRequest access_to_key(const OperationContext& context, const kms::Key& key,
                                    const KeyAction& action) {
  policy::AccessRequest access = access_to_all(context, action.name);
  access.context.reserve(kUsualConditions);
  access.resource = key.arn;
  access.resource_account = key.account;
  access.resource_tags = key.tags;
  access.resource_policy = &key.policy->compiled();
  access.resource_rule = policy::ResourceRule::Key;
  add_key_conditions(context, key, access);
  const kms::EncryptionContext pairs = action.encryption_context.value_or(kms::EncryptionContext());
  add_encryption_context(context, pairs, access);
  access.granted = action.grantable && context.services.keys.view().granted(
                                           key, context.caller, *action.grantable, pairs);
  return access;
}

Result<void> CallerKeyGuard::require(const kms::Key& key, kms::KeyUse use,
                                     kms::EncryptionContext pairs) const {
  KeyAction action = kUses[static_cast<std::size_t>(use)];
  action.encryption_context = pairs;
  policy::AccessRequest access = access_to_key(context_, key, action);
  access.via_service = kService;
  add_condition(access, "kms:ViaService", via_service(context_, key.region));
  add_condition(access, "kms:EncryptionAlgorithm", std::string_view("SYMMETRIC_DEFAULT"));
  const Result<void> decision = context_.authorizer.require(access);
  // What becomes of the call when it is allowed depends on the key's state alone.
  note_key_use(context_, key, use, pairs,
               decision ? kms::check_state(key, kms::StateRule::Use) : decision);
  if (decision) return {};
  return failure(ErrorCode::AccessDenied, "Access to KMS is not allowed");
}

}  // namespace strongroom::ops
