#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace strongroom::ops::iam_api {

/// How much the account holds of everything, and how much it may. Any thread. Source: iam contract
/// 3.10.
struct GetAccountSummary {
  static constexpr std::string_view kName = "GetAccountSummary";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {};
  static constexpr auto kInput = wire::shape<Input>();

  struct Output {
    std::vector<std::pair<std::string_view, std::int64_t>> summary;
  };
  static constexpr auto kOutput = wire::shape<Output>(wire::member<&Output::summary>("SummaryMap"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
