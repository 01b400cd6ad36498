#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <optional>
#include <string_view>

namespace strongroom::ops::iam_api {

/// Deletes an access key of a user; without a name of the one who calls. Any thread. Source: iam
/// contract 3.2.
struct DeleteAccessKey {
  static constexpr std::string_view kName = "DeleteAccessKey";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::optional<std::string_view> user_name;
    std::string_view access_key_id;
  };
  static constexpr auto kInput = wire::shape<Input>(optional_user_name_field<&Input::user_name>(),
                                                    access_key_id_field<&Input::access_key_id>());

  struct Output {};
  static constexpr auto kOutput = wire::shape<Output>();

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
