#pragma once

#include "ops/iam/fields.h"
#include "ops/iam/paging.h"
#include "wire/patterns.h"
#include "wire/shape.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

/// What SimulateCustomPolicy and SimulatePrincipalPolicy are told (iam contract 3.10).
namespace strongroom::ops::iam_api {

inline constexpr std::array<std::string_view, 12> kContextKeyTypes = {
    "string", "stringList", "numeric", "numericList", "boolean", "booleanList",
    "ip",     "ipList",     "binary",  "binaryList",  "date",    "dateList"};

/// A condition key with its values.
struct ContextEntry {
  std::optional<std::string_view> name;
  std::span<const std::string_view> values;
  std::optional<std::string_view> type;
};
inline constexpr auto kContextEntry = wire::shape<ContextEntry>(
    wire::optional<&ContextEntry::name>("ContextKeyName", wire::length(5, 256)),
    wire::optional<&ContextEntry::values>("ContextKeyValues"),
    wire::optional<&ContextEntry::type>("ContextKeyType", wire::one_of(kContextKeyTypes)));

/// Service control policies of one level of an organisation.
struct OrganizationLevel {
  std::span<const std::string_view> service_control;
};
inline constexpr auto kOrganizationLevel =
    wire::shape<OrganizationLevel>(wire::optional<&OrganizationLevel::service_control>(
        "ServiceControlPolicyInputList",
        wire::each(wire::length(1, 131072), wire::latin_text_pattern())));

/// A policy to leave out; none can be.
struct PolicyExclusion {
  std::optional<std::string_view> type;
};
inline constexpr auto kPolicyExclusion = wire::shape<PolicyExclusion>(
    wire::optional<&PolicyExclusion::type>("PolicyType", wire::length(1, 64)));

/// Members of both operations; each has its own table of them.
struct SimulationInput {
  std::string_view source_arn;  ///< SimulatePrincipalPolicy
  std::span<const std::string_view> policies;
  std::span<const std::string_view> boundaries;
  std::span<const OrganizationLevel> organization;  ///< SimulateCustomPolicy
  std::span<const PolicyExclusion> exclusions;      ///< SimulatePrincipalPolicy
  std::span<const std::string_view> actions;
  std::span<const std::string_view> resources;
  std::optional<std::string_view> resource_policy;
  std::optional<std::string_view> resource_owner;
  std::optional<std::string_view> caller_arn;
  std::span<const ContextEntry> context;
  std::optional<std::int64_t> max_items;
  std::optional<std::string_view> marker;
};

consteval wire::Field simulated_boundary_field() {
  return wire::optional<&SimulationInput::boundaries>(
      "PermissionsBoundaryPolicyInputList",
      wire::each(wire::length(1, 131072), wire::latin_text_pattern()));
}
consteval wire::Field action_names_field() {
  return wire::required<&SimulationInput::actions>("ActionNames", wire::each(wire::length(3, 128)));
}
consteval wire::Field resource_arns_field() {
  return wire::optional<&SimulationInput::resources>("ResourceArns",
                                                     wire::each(wire::length(1, 2048)));
}
consteval wire::Field resource_policy_field() {
  return wire::optional<&SimulationInput::resource_policy>(
      "ResourcePolicy", wire::length(1, 131072), wire::latin_text_pattern());
}
consteval wire::Field resource_owner_field() {
  return wire::optional<&SimulationInput::resource_owner>("ResourceOwner", wire::length(1, 2048));
}
consteval wire::Field caller_arn_field() {
  return wire::optional<&SimulationInput::caller_arn>("CallerArn", wire::length(1, 2048));
}
consteval wire::Field context_entries_field() {
  return wire::optional<&SimulationInput::context>("ContextEntries", wire::of(kContextEntry));
}

}  // namespace strongroom::ops::iam_api
