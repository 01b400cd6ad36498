#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/entity_detail.h"
#include "ops/iam/paging.h"
#include "ops/iam/policy_detail.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::ops::iam_api {

inline constexpr std::array<std::string_view, 5> kEntityTypes = {
    "User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"};

/// The users, groups, roles and policies of the account, with all documents. Of AWS's policies
/// those that somebody has. One marker walks all four lists. Any thread. Source: iam contract 3.10.
struct GetAccountAuthorizationDetails {
  static constexpr std::string_view kName = "GetAccountAuthorizationDetails";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::span<const std::string_view> filter;
    std::optional<std::int64_t> max_items;
    std::optional<std::string_view> marker;
  };
  static constexpr auto kInput = wire::shape<Input>(
      wire::optional<&Input::filter>("Filter", wire::each(wire::one_of(kEntityTypes))),
      max_items_field<&Input::max_items>(), marker_field<&Input::marker>());

  struct Output {
    std::vector<EntityDetail> users;
    std::vector<EntityDetail> groups;
    std::vector<EntityDetail> roles;
    std::vector<PolicyDetail> policies;
    bool is_truncated = false;
    std::optional<std::string> marker;
  };
  static constexpr auto kOutput = wire::shape<Output>(
      wire::member<&Output::users>("UserDetailList", wire::of(kUserDetail)),
      wire::member<&Output::groups>("GroupDetailList", wire::of(kGroupDetail)),
      wire::member<&Output::roles>("RoleDetailList", wire::of(kRoleDetail)),
      wire::member<&Output::policies>("Policies", wire::of(kPolicyDetail)),
      wire::member<&Output::is_truncated>("IsTruncated"), wire::member<&Output::marker>("Marker"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
