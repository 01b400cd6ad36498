#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/fields.h"
#include "ops/iam/role_description.h"
#include "ops/iam/tag_fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace strongroom::ops::iam_api {

/// Makes a role. Any thread. Source: iam contract 3.4.
struct CreateRole {
  static constexpr std::string_view kName = "CreateRole";
  static constexpr auto kRecorded = Recorded::ChangeWithAnswer;

  struct Input {
    std::string_view role_name;
    std::string_view trust_policy;
    std::optional<std::string_view> path;
    std::optional<std::string_view> description;
    std::optional<std::int64_t> max_session;
    std::optional<std::string_view> boundary;
    std::span<const Tag> tags;
  };
  static constexpr auto kInput = wire::shape<Input>(
      path_field<&Input::path>(), role_name_field<&Input::role_name>(),
      wire::required<&Input::trust_policy>("AssumeRolePolicyDocument", wire::length(1, 131072),
                                           wire::latin_text_pattern()),
      role_description_field<&Input::description>(), max_session_field<&Input::max_session>(),
      boundary_field<&Input::boundary>(),
      wire::optional<&Input::tags>("Tags", wire::size(0, 50), wire::of(kTag)));

  struct Output {
    RoleDescription role;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::role>("Role", wire::of(kRoleDescription)));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
