#include "ops/kms/named_key.h"

#include "ops/access.h"
#include "policy/denial_text.h"

#include <fmt/format.h>

#include <utility>

namespace strongroom::ops::kms_api {
namespace {

struct Found {
  kms::KeyPtr key;  ///< Null when there is none.
  policy::AccessRequest access;
};

policy::AccessRequest access_to_missing(const OperationContext& context,
                                        const kms::KeyReference& reference,
                                        std::string_view action) {
  policy::AccessRequest access = access_to_all(context, action);
  access.resource = context.arena.copy(kms::arn_of(reference, context.partition.region));
  access.resource_account = reference.account;
  if (reference.account != context.caller.account) {
    access.resource_rule = policy::ResourceRule::Key;  // nothing allows it
  }
  return access;
}

Result<Found> find(const OperationContext& context, std::string_view key_id,
                   const KeyAction& action, KeyForm form) {
  const std::string_view region = context.partition.region;
  SR_TRY(const kms::KeyReference reference,
         kms::parse_key_id(context.partition.account, region, key_id));
  if (reference.is_alias() && !form.aliases) {
    return failure(ErrorCode::InvalidArn, "Key Aliases are not supported for this operation.");
  }
  kms::KeyPtr key = context.services.keys.find(reference, region);
  policy::AccessRequest access = key == nullptr ? access_to_missing(context, reference, action.name)
                                                : access_to_key(context, *key, action);
  if (reference.account != context.caller.account && !form.across_accounts) {
    return failure(ErrorCode::AccessDenied, policy::hidden_key_text(access, context.caller));
  }
  if (reference.is_alias()) add_condition(access, "kms:RequestAlias", reference.resource);
  return Found{.key = std::move(key), .access = std::move(access)};
}

}  // namespace

Result<policy::AccessRequest> access_to_named_key(OperationContext& context,
                                                  std::string_view key_id, const KeyAction& action,
                                                  KeyForm form) {
  SR_TRY(Found found, find(context, key_id, action, form));
  context.key = std::move(found.key);
  return std::move(found.access);
}

Result<kms::KeyPtr> require_named_key(OperationContext& context, std::string_view key_id,
                                      const KeyAction& action, KeyForm form) {
  SR_TRY(Found found, find(context, key_id, action, form));
  SR_CHECK(context.authorizer.require(found.access));
  if (found.key == nullptr) return std::unexpected(missing_key(context, key_id));
  return std::move(found.key);
}

Result<kms::KeyPtr> existing_key(const OperationContext& context, std::string_view key_id) {
  if (context.key == nullptr) return std::unexpected(missing_key(context, key_id));
  return context.key;
}

Error missing_key(const OperationContext& context, std::string_view key_id) {
  const auto reference =
      kms::parse_key_id(context.partition.account, context.partition.region, key_id);
  return kms::not_found(*reference, context.partition.region);
}

Result<void> check_usage(const kms::Key& key, kms::KeyUsage usage, std::string_view operation) {
  if (key.kind->usage == usage) return {};
  return failure(ErrorCode::InvalidKeyUsage,
                 fmt::format("{} key usage is {} which is not valid for {}.", key.arn,
                             kms::name_of(key.kind->usage), operation));
}

Result<void> check_algorithm(const kms::Key& key, std::string_view algorithm) {
  if (key.kind->has_algorithm(algorithm)) return {};
  return failure(
      ErrorCode::InvalidKeyUsage,
      fmt::format("Algorithm {} is incompatible with key spec {}.", algorithm, key.kind->spec));
}

Error dry_run_succeeded() {
  return {ErrorCode::DryRunSucceeded,
          "The request would have succeeded, but the DryRun option is set."};
}

}  // namespace strongroom::ops::kms_api
