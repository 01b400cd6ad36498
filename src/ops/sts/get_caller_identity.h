#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string_view>

namespace strongroom::ops::sts {

/// Who signed the call; needs no permission. Any thread. Source: iam contract 4.1.
struct GetCallerIdentity {
  static constexpr std::string_view kName = "GetCallerIdentity";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {};
  static constexpr auto kInput = wire::shape<Input>();

  struct Output {
    std::string_view user_id;
    std::string_view account;
    std::string_view arn;
  };
  static constexpr auto kOutput = wire::shape<Output>(wire::member<&Output::user_id>("UserId"),
                                                      wire::member<&Output::account>("Account"),
                                                      wire::member<&Output::arn>("Arn"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::sts
