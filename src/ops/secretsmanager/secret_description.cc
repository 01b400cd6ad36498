#include "ops/secretsmanager/secret_description.h"

namespace strongroom::ops::secretsmanager {
namespace {

std::optional<std::string_view> unless_empty(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

void describe_tags(const secrets::Secret::Extras& extras, SecretDescription& description) {
  if (!extras.tagged_once) return;
  std::vector<Tag>& tags = description.tags.emplace();
  for (const secrets::Tag& tag : extras.tags) tags.push_back({.key = tag.key, .value = tag.value});
}

void describe_versions(const secrets::Secret& secret, SecretDescription& description) {
  for (const secrets::Version& version : secret.versions) {
    if (version.deprecated()) continue;
    if (!description.labels_by_version) description.labels_by_version.emplace();
    description.labels_by_version->emplace_back(version.id, version.labels.list());
  }
}

}  // namespace

std::optional<Timestamp> access_date(secrets::Day day) {
  return day == 0 ? std::nullopt : std::optional(secrets::timestamp_of_day(day));
}

SecretDescription describe(const OperationContext& context, secrets::SecretPtr secret) {
  const secrets::Secret::Extras& extras = secret->extras();
  SecretDescription description;
  description.arn = secret->arn();
  description.name = secret->name;
  description.type = unless_empty(extras.type);
  description.description = unless_empty(extras.description);
  description.kms_key_id = unless_empty(extras.kms_key_id);
  description.last_changed_date = secret->changed;
  description.last_accessed_date =
      access_date(context.services.secrets.access_dates().last_accessed(*secret));
  description.deleted_date = secret->deletion;
  describe_tags(extras, description);
  describe_versions(*secret, description);
  description.created_date = secret->created;
  description.secret = std::move(secret);
  return description;
}

}  // namespace strongroom::ops::secretsmanager
