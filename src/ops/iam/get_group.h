#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/fields.h"
#include "ops/iam/group_description.h"
#include "ops/iam/paging.h"
#include "ops/iam/user_description.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::ops::iam_api {

/// A group and a page of its users, by name. Any thread. Source: iam contract 3.3.
struct GetGroup {
  static constexpr std::string_view kName = "GetGroup";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view group_name;
    std::optional<std::string_view> marker;
    std::optional<std::int64_t> max_items;
  };
  static constexpr auto kInput =
      wire::shape<Input>(group_name_field<&Input::group_name>(), marker_field<&Input::marker>(),
                         max_items_field<&Input::max_items>());

  struct Output {
    GroupDescription group;
    std::vector<UserDescription> users;
    bool is_truncated = false;
    std::optional<std::string> marker;
  };
  static constexpr auto kOutput = wire::shape<Output>(
      wire::member<&Output::group>("Group", wire::of(kGroupDescription)),
      wire::member<&Output::users>("Users", wire::of(kUserDescription)),
      wire::member<&Output::is_truncated>("IsTruncated"), wire::member<&Output::marker>("Marker"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
