#pragma once

#include "base/clock.h"
#include "ops/context.h"
#include "ops/secretsmanager/tags.h"
#include "secrets/secret.h"
#include "wire/shape.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strongroom::ops::secretsmanager {

/// A secret without its values, as DescribeSecret and ListSecrets show it (contract 4).
struct SecretDescription {
  std::string arn;
  std::string_view name;
  std::optional<std::string_view> type;
  std::optional<std::string_view> description;
  std::optional<std::string_view> kms_key_id;
  Timestamp last_changed_date;
  std::optional<Timestamp> last_accessed_date;
  std::optional<Timestamp> deleted_date;
  std::optional<std::vector<Tag>> tags;
  std::optional<std::vector<std::pair<std::string_view, std::vector<std::string_view>>>>
      labels_by_version;
  Timestamp created_date;

  secrets::SecretPtr secret;  ///< Keeps alive what is viewed.
};

/// `labels_name`: the two operations differ in the name of one member.
consteval auto description_shape(std::string_view labels_name) {
  using D = SecretDescription;
  return wire::shape<D>(
      wire::member<&D::arn>("ARN"), wire::member<&D::name>("Name"), wire::member<&D::type>("Type"),
      wire::member<&D::description>("Description"), wire::member<&D::kms_key_id>("KmsKeyId"),
      wire::member<&D::last_changed_date>("LastChangedDate"),
      wire::member<&D::last_accessed_date>("LastAccessedDate"),
      wire::member<&D::deleted_date>("DeletedDate"), wire::member<&D::tags>("Tags", wire::of(kTag)),
      wire::member<&D::labels_by_version>(labels_name),
      wire::member<&D::created_date>("CreatedDate"));
}

SecretDescription describe(const OperationContext& context, secrets::SecretPtr secret);

/// A day of access as clients see it; absent when there was none.
std::optional<Timestamp> access_date(secrets::Day day);

}  // namespace strongroom::ops::secretsmanager
