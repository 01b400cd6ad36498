#pragma once

#include "base/result.h"
#include "ops/context.h"
#include "policy/access.h"
#include "secrets/secret.h"
#include "wire/shape.h"

#include <optional>
#include <span>
#include <string_view>

namespace strongroom::ops::secretsmanager {

/// A tag on the wire.
struct Tag {
  std::string_view key;
  std::string_view value;  ///< Empty when the request does not give it.
};
inline constexpr auto kTag =
    wire::shape<Tag>(wire::required<&Tag::key>("Key", wire::length(1, 128)),
                     wire::optional<&Tag::value>("Value", wire::length(0, 256)));

/// Adds and replaces by key; other tags stay. Errors, with nothing changed: InvalidParameter for a
/// key of the system, one that stands twice, or more than 50 tags.
Result<void> put_tags(secrets::Secret& secret, std::span<const Tag> tags);

/// AccessDenied when the caller, by tags in policies, could not do this again once the secret is as
/// `changed` (contract 5.16).
Result<void> require_after(OperationContext& context, policy::AccessRequest access,
                           const secrets::Secret& changed);

/// Removes what is there. InvalidParameter for a key of the system.
Result<void> remove_tags(secrets::Secret& secret, std::span<const std::string_view> keys);

}  // namespace strongroom::ops::secretsmanager
