#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/fields.h"
#include "ops/iam/role_description.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <optional>
#include <string_view>

namespace strongroom::ops::iam_api {

/// InvalidInput: no service here has such roles. Any thread. Source: iam contract 3.4.
struct CreateServiceLinkedRole {
  static constexpr std::string_view kName = "CreateServiceLinkedRole";
  static constexpr auto kRecorded = Recorded::ChangeWithAnswer;

  struct Input {
    std::string_view service_name;
    std::optional<std::string_view> description;
    std::optional<std::string_view> custom_suffix;
  };
  static constexpr auto kInput =
      wire::shape<Input>(wire::required<&Input::service_name>(
                             "AWSServiceName", wire::length(1, 128), wire::name_pattern()),
                         role_description_field<&Input::description>(),
                         wire::optional<&Input::custom_suffix>("CustomSuffix", wire::length(1, 64),
                                                               wire::name_pattern()));

  struct Output {
    RoleDescription role;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::role>("Role", wire::of(kRoleDescription)));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
