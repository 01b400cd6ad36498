#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/fields.h"
#include "ops/iam/group_description.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <optional>
#include <string_view>

namespace strongroom::ops::iam_api {

/// Makes a group. Any thread. Source: iam contract 3.3.
struct CreateGroup {
  static constexpr std::string_view kName = "CreateGroup";
  static constexpr auto kRecorded = Recorded::ChangeWithAnswer;

  struct Input {
    std::optional<std::string_view> path;
    std::string_view group_name;
  };
  static constexpr auto kInput =
      wire::shape<Input>(path_field<&Input::path>(), group_name_field<&Input::group_name>());

  struct Output {
    GroupDescription group;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::group>("Group", wire::of(kGroupDescription)));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
