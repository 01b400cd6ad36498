#pragma once

#include "base/result.h"
#include "kms/key.h"
#include "wire/shape.h"

#include <span>
#include <string_view>

/// Tags of keys (kms contract 6.7).
namespace strongroom::ops::kms_api {

/// A tag on the wire.
struct Tag {
  std::string_view key;
  std::string_view value;
};
inline constexpr auto kTag =
    wire::shape<Tag>(wire::required<&Tag::key>("TagKey", wire::length(1, 128)),
                     wire::required<&Tag::value>("TagValue", wire::length(0, 256)));

/// Adds and replaces by key. InvalidTag, with nothing changed: a reserved key, one that stands
/// twice, or more than 50 tags.
Result<void> put_tags(kms::Key& key, std::span<const Tag> tags);

}  // namespace strongroom::ops::kms_api
