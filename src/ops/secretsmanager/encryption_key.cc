#include "ops/secretsmanager/encryption_key.h"

#include "ops/secretsmanager/secret_access.h"

namespace strongroom::ops::secretsmanager {
namespace {

Result<kms::KeyPtr> find_key(const OperationContext& context, const secrets::Partition& partition,
                             std::string_view kms_key_id) {
  const auto& [account, region] = partition;
  return context.services.keys.find(account, region, kms_key_id);
}

}  // namespace

Task<Result<kms::KeyPtr>> encryption_key(OperationContext& context,
                                         const secrets::Partition& partition,
                                         std::string_view kms_key_id) {
  if (!kms_key_id.empty()) {
    SR_CO_TRY(kms::KeyPtr key, find_key(context, partition, kms_key_id));
    if (key != nullptr) co_return key;
  }
  const auto& [account, region] = partition;
  co_return co_await context.services.keys.secrets_manager_key(account, region);
}

Result<std::string> chosen_key_id(const OperationContext& context,
                                  const secrets::Partition& partition,
                                  std::string_view kms_key_id) {
  if (kms_key_id.empty()) return std::string();
  SR_TRY(const kms::KeyPtr key, find_key(context, partition, kms_key_id));
  const bool default_key = key == nullptr || key->aws_managed;
  return default_key ? std::string() : std::string(kms_key_id);
}

void add_key_conditions(const OperationContext& context, policy::AccessRequest& access,
                        std::optional<std::string_view> kms_key_id) {
  if (!kms_key_id) return;
  add_condition(access, "secretsmanager:KmsKeyId", kms_key_id);
  const auto& partition = context.secret ? context.secret->partition : context.partition;
  const auto key = find_key(context, partition, *kms_key_id);
  if (key && *key != nullptr) {
    add_condition(access, "secretsmanager:KmsKeyArn", context.arena.copy((*key)->arn()));
  }
}

}  // namespace strongroom::ops::secretsmanager
