#include "ops/secretsmanager/encryption_key.h"

#include "ops/key_access.h"
#include "ops/secretsmanager/secret_access.h"
#include "wire/error_names.h"

#include <fmt/format.h>

#include <utility>

namespace strongroom::ops::secretsmanager {
namespace {

Error invalid_key(std::string_view why) {
  return {ErrorCode::InvalidParameter,
          fmt::format("The operation failed because of an invalid KMS key: {}", why)};
}

Error no_access() { return {ErrorCode::AccessDenied, "Access to KMS is not allowed"}; }

Result<kms::KeyReference> parse_reference(const secrets::Partition& partition,
                                          std::string_view kms_key_id) {
  auto reference = kms::parse_key_id(partition.account, partition.region, kms_key_id);
  if (reference) return reference;
  const std::string& why = reference.error().message();
  // Secrets Manager leaves out which.
  constexpr std::string_view kMalformed = "Invalid keyId";
  return std::unexpected(invalid_key(why.starts_with(kMalformed) ? kMalformed : why));
}

/// Null for aws/secretsmanager that was not used yet.
Result<kms::KeyPtr> find_key(const OperationContext& context, const secrets::Partition& partition,
                             std::string_view kms_key_id) {
  SR_TRY(const kms::KeyReference reference, parse_reference(partition, kms_key_id));
  const bool own = reference.account == partition.account;
  kms::KeyPtr key = context.services.keys.find(reference, partition.region);
  if (own && reference.resource == kms::kSecretsManagerAlias) return key;
  if (reference.resource.starts_with("alias/aws/")) return std::unexpected(no_access());
  if (key == nullptr) {
    // Another account's must not be told from those that can't be used.
    if (!own) return std::unexpected(no_access());
    return std::unexpected(invalid_key(kms::not_found(reference, partition.region).message()));
  }
  if (!key->kind->symmetric()) {
    return std::unexpected(invalid_key("Cannot generate a data key with an asymmetric KMS key"));
  }
  return key;
}

/// As the service shows an error of KMS (contract 7.4).
Error framed(const OperationContext& context, const Error& error, ErrorCode code,
             std::string_view verb) {
  return {code,
          fmt::format("Secrets Manager can't {} the secret value: {} (Service: AWSKMS; Status "
                      "Code: 400; Error Code: {}; Request ID: {}; Proxy: null)",
                      verb, error.message(),
                      wire::error_name(wire::Service::Kms, error.code()).name, context.request_id)};
}

bool is_of_state(const Error& error) {
  return error.code() == ErrorCode::KeyDisabled || error.code() == ErrorCode::InvalidKeyState;
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
  const bool default_key =
      key == nullptr || (key->aws_managed && key->account == partition.account);
  return default_key ? std::string() : std::string(kms_key_id);
}

Task<Result<void>> check_chosen_key(OperationContext& context, const secrets::Secret& secret,
                                    std::string_view kms_key_id) {
  SR_CO_TRY(const kms::KeyPtr key, co_await encryption_key(context, secret.partition, kms_key_id));
  auto usable =
      context.services.secrets.check_key(secret, *key, context.arena, CallerKeyGuard(context));
  if (!usable) co_return std::unexpected(encryption_error(context, std::move(usable).error()));
  co_return {};
}

void add_key_conditions(const OperationContext& context, policy::AccessRequest& access,
                        std::optional<std::string_view> kms_key_id) {
  if (!kms_key_id) return;
  add_condition(access, "secretsmanager:KmsKeyId", kms_key_id);
  const auto& partition = context.secret ? context.secret->partition : context.partition;
  const auto key = find_key(context, partition, *kms_key_id);
  if (key && *key != nullptr) {
    add_condition(access, "secretsmanager:KmsKeyArn", context.arena.copy((*key)->arn));
  }
}

Error decryption_error(const OperationContext& context, Error error) {
  if (!is_of_state(error)) return error;
  return framed(context, error, ErrorCode::DecryptionFailure, "decrypt");
}

Error encryption_error(const OperationContext& context, Error error) {
  if (!is_of_state(error)) return error;
  return framed(context, error, ErrorCode::EncryptionFailure, "encrypt");
}

}  // namespace strongroom::ops::secretsmanager
