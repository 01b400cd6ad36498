#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/fields.h"
#include "ops/iam/paging.h"
#include "ops/iam/policy_usage_filter.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::ops::iam_api {

/// Who uses a managed policy: groups, then users, then roles, each by name; one marker walks all
/// three. Any thread. Source: iam contract 3.5.
struct ListEntitiesForPolicy {
  static constexpr std::string_view kName = "ListEntitiesForPolicy";
  static constexpr auto kRecorded = Recorded::Read;

  static constexpr std::string_view kUsers = "User";
  static constexpr std::string_view kRoles = "Role";
  static constexpr std::string_view kGroups = "Group";
  /// The last two are kinds of which none uses a policy.
  static constexpr std::array<std::string_view, 5> kKinds{kUsers, kRoles, kGroups,
                                                          "LocalManagedPolicy", "AWSManagedPolicy"};

  struct Input {
    std::string_view policy_arn;
    std::optional<std::string_view> kind;
    std::optional<std::string_view> path_prefix;
    std::optional<std::string_view> usage;
    std::optional<std::string_view> marker;
    std::optional<std::int64_t> max_items;
  };
  static constexpr auto kInput = wire::shape<Input>(
      policy_arn_field<&Input::policy_arn>(),
      wire::optional<&Input::kind>("EntityFilter", wire::one_of(kKinds)),
      wire::optional<&Input::path_prefix>("PathPrefix", wire::length(1, 512), wire::path_pattern()),
      policy_usage_field<&Input::usage>(), marker_field<&Input::marker>(),
      max_items_field<&Input::max_items>());

  struct EntityName {
    std::string name;
    std::string id;
  };
  static constexpr auto kGroup = wire::shape<EntityName>(
      wire::member<&EntityName::name>("GroupName"), wire::member<&EntityName::id>("GroupId"));
  static constexpr auto kUser = wire::shape<EntityName>(wire::member<&EntityName::name>("UserName"),
                                                        wire::member<&EntityName::id>("UserId"));
  static constexpr auto kRole = wire::shape<EntityName>(wire::member<&EntityName::name>("RoleName"),
                                                        wire::member<&EntityName::id>("RoleId"));

  struct Output {
    std::vector<EntityName> groups;
    std::vector<EntityName> users;
    std::vector<EntityName> roles;
    bool is_truncated = false;
    std::optional<std::string> marker;
  };
  static constexpr auto kOutput = wire::shape<Output>(
      wire::member<&Output::groups>("PolicyGroups", wire::of(kGroup)),
      wire::member<&Output::users>("PolicyUsers", wire::of(kUser)),
      wire::member<&Output::roles>("PolicyRoles", wire::of(kRole)),
      wire::member<&Output::is_truncated>("IsTruncated"), wire::member<&Output::marker>("Marker"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
