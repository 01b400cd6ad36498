#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <array>
#include <optional>
#include <string_view>

namespace strongroom::ops::iam_api {

/// What a caller can set; the model's `Expired` is not among it.
inline constexpr std::array<std::string_view, 2> kAccessKeyStatuses = {"Active", "Inactive"};

/// Activates an access key or takes it out of use, at once. Any thread. Source: iam contract 3.2.
struct UpdateAccessKey {
  static constexpr std::string_view kName = "UpdateAccessKey";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::optional<std::string_view> user_name;
    std::string_view access_key_id;
    std::string_view status;
  };
  static constexpr auto kInput = wire::shape<Input>(
      optional_user_name_field<&Input::user_name>(), access_key_id_field<&Input::access_key_id>(),
      wire::required<&Input::status>("Status", wire::one_of(kAccessKeyStatuses),
                                     wire::unprinted()));

  struct Output {};
  static constexpr auto kOutput = wire::shape<Output>();

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
