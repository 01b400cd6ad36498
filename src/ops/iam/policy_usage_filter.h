#pragma once

#include "wire/shape.h"

#include <array>
#include <optional>
#include <string_view>

/// `PolicyUsageFilter` of ListPolicies and ListEntitiesForPolicy: which kind of use counts; both
/// when it is absent.
namespace strongroom::ops::iam_api {

inline constexpr std::string_view kAsPermissions = "PermissionsPolicy";
inline constexpr std::string_view kAsBoundary = "PermissionsBoundary";
inline constexpr std::array kPolicyUsages{kAsPermissions, kAsBoundary};

template <auto Member>
consteval wire::Field policy_usage_field() {
  return wire::optional<Member>("PolicyUsageFilter", wire::one_of(kPolicyUsages));
}

}  // namespace strongroom::ops::iam_api
