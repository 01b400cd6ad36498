#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/sts/credentials.h"
#include "ops/sts/session_fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace strongroom::ops::sts {

/// Temporary credentials of the calling user himself; needs no permission. Any thread. Source: iam
/// contract 4.4.
struct GetSessionToken {
  static constexpr std::string_view kName = "GetSessionToken";
  static constexpr auto kRecorded = Recorded::ReadWithAnswer;

  struct Input {
    std::optional<std::int64_t> duration;
    std::optional<std::string_view> serial_number;
    std::optional<std::string_view> token_code;
  };
  static constexpr auto kInput = wire::shape<Input>(user_duration_field<&Input::duration>(),
                                                    serial_number_field<&Input::serial_number>(),
                                                    token_code_field<&Input::token_code>());

  struct Output {
    Credentials credentials;
  };
  static constexpr auto kOutput = wire::shape<Output>(
      wire::member<&Output::credentials>("Credentials", wire::of(kCredentials)));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::sts
