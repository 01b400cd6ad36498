#include "ops/secretsmanager/secret_access.h"

#include <memory>
#include <memory_resource>
#include <utility>

namespace strongroom::ops::secretsmanager {

policy::AccessRequest access_to_all(const OperationContext& context, std::string_view action) {
  return {.action = action,
          .resource = "*",
          .resource_account = context.partition.account,
          .context = std::pmr::vector<policy::ConditionKey>(&context.arena),
          .resource_tags = {}};
}

policy::AccessRequest access_to(const OperationContext& context, std::string_view action,
                                const secrets::Secret* secret, std::string_view secret_id) {
  policy::AccessRequest access = access_to_all(context, action);
  if (secret == nullptr) {
    access.resource = secret_id;
    return access;
  }
  access.resource = secret->arn(context.arena);
  access.resource_account = secret->partition.account;
  add_condition(access, "secretsmanager:SecretId", access.resource);
  const secrets::Secret::Extras& extras = secret->extras();
  if (!extras.type.empty()) add_condition(access, "secretsmanager:resource/Type", extras.type);
  access.resource_tags = extras.tags;
  return access;
}

Result<policy::AccessRequest> access_to_secret(OperationContext& context, std::string_view action,
                                               std::string_view secret_id) {
  SR_TRY(context.secret, context.services.secrets.find(context.partition, secret_id));
  return access_to(context, action, context.secret.get(), secret_id);
}

std::span<std::string_view> condition_values(policy::AccessRequest& access, std::string_view key,
                                             std::size_t count, bool list) {
  std::pmr::polymorphic_allocator<> arena(access.context.get_allocator());
  const std::span values(arena.allocate_object<std::string_view>(count), count);
  std::ranges::uninitialized_value_construct(values);
  access.context.push_back({.name = key, .values = values, .list = list});
  return values;
}

void add_condition(policy::AccessRequest& access, std::string_view key,
                   std::optional<std::string_view> value) {
  if (value) condition_values(access, key, 1, false).front() = *value;
}

void add_condition(policy::AccessRequest& access, std::string_view key, std::optional<bool> value) {
  if (value) add_condition(access, key, std::string_view(*value ? "true" : "false"));
}

Error secret_not_found() {
  return {ErrorCode::ResourceNotFound, "Secrets Manager can't find the specified secret."};
}

Result<secrets::SecretPtr> existing_secret(const OperationContext& context) {
  if (context.secret == nullptr) return std::unexpected(secret_not_found());
  return context.secret;
}

Result<void> require_active(const secrets::Secret& secret) {
  if (!secret.scheduled_for_deletion()) return {};
  return failure(
      ErrorCode::InvalidRequest,
      "You can't perform this operation on the secret because it was marked for deletion.");
}

Result<secrets::SecretPtr> active_secret(const OperationContext& context) {
  SR_TRY(secrets::SecretPtr secret, existing_secret(context));
  SR_CHECK(require_active(*secret));
  return secret;
}

secrets::SecretChange change_of(const OperationContext& context, secrets::SecretPtr secret) {
  secrets::SecretChange change;
  change.changed = *secret;
  change.changed.changed = context.now;
  change.seen = std::move(secret);
  return change;
}

}  // namespace strongroom::ops::secretsmanager
