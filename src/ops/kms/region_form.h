#pragma once

#include "base/arn.h"
#include "base/result.h"
#include "kms/key.h"
#include "kms/key_view.h"
#include "wire/shape.h"

#include <string_view>

/// What operations on keys of several Regions share (kms contract 12).
namespace strongroom::ops::kms_api {

template <auto Member>
consteval wire::Field region_field(std::string_view name) {
  return wire::required<Member>(name, wire::length(1, 32),
                                wire::pattern(R"(^([a-z]+-){2,3}\d+$)", &is_region_name));
}

/// UnsupportedOperation: it is a replica, or of one Region.
Result<void> check_multi_region_primary(const kms::Key& key);

/// UnsupportedOperation: what all Regions share is changed through the primary alone.
Result<void> check_primary(const kms::Key& key);

/// LimitExceeded: there is no room for `key` in its account and Region.
Result<void> check_key_limit(const kms::KeyView& view, const kms::Key& key);

}  // namespace strongroom::ops::kms_api
