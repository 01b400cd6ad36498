#pragma once

#include "base/clock.h"
#include "iam/entities.h"
#include "wire/shape.h"

#include <optional>
#include <string>
#include <string_view>

namespace strongroom::ops::iam_api {

/// One version of a managed policy as IAM shows it (iam contract 3.5).
struct PolicyVersionDescription {
  std::optional<std::string_view> document;
  std::string id;
  bool is_default = false;
  Timestamp created;

  strongroom::iam::ManagedPolicyPtr policy;  ///< Keeps alive what is viewed.
};
inline constexpr auto kPolicyVersionDescription = wire::shape<PolicyVersionDescription>(
    wire::member<&PolicyVersionDescription::document>("Document", wire::url_encoded()),
    wire::member<&PolicyVersionDescription::id>("VersionId"),
    wire::member<&PolicyVersionDescription::is_default>("IsDefaultVersion"),
    wire::member<&PolicyVersionDescription::created>("CreateDate"));

/// `version` is one of `policy`. Without the document.
PolicyVersionDescription in_list(const strongroom::iam::PolicyVersion& version,
                                 strongroom::iam::ManagedPolicyPtr policy);

}  // namespace strongroom::ops::iam_api
