#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace strongroom::ops::iam_api {

/// Changes what is given of description and longest session. Any thread. Source: iam contract 3.4.
struct UpdateRole {
  static constexpr std::string_view kName = "UpdateRole";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::string_view role_name;
    std::optional<std::string_view> description;
    std::optional<std::int64_t> max_session;
  };
  static constexpr auto kInput = wire::shape<Input>(role_name_field<&Input::role_name>(),
                                                    role_description_field<&Input::description>(),
                                                    max_session_field<&Input::max_session>());

  /// The model has an output without members, of which SDKs want to see the empty element; so this
  /// one never has its member.
  struct Output {
    std::optional<std::string_view> nothing;
  };
  static constexpr auto kOutput = wire::shape<Output>(wire::member<&Output::nothing>("Nothing"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
