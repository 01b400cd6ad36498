#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "policy/access.h"
#include "wire/patterns.h"
#include "wire/shape.h"

#include <string>
#include <string_view>

namespace strongroom::ops::sts {

/// The account that an access key id belongs to, whether or not the key is active or was ever given
/// out: the id itself says it. Any thread. Source: iam contract 4.6 and 1.2.
struct GetAccessKeyInfo {
  static constexpr std::string_view kName = "GetAccessKeyInfo";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view access_key_id;
  };
  static constexpr auto kInput = wire::shape<Input>(wire::required<&Input::access_key_id>(
      "AccessKeyId", wire::length(16, 128), wire::sts_word_pattern()));

  struct Output {
    std::string account;
  };
  static constexpr auto kOutput = wire::shape<Output>(wire::member<&Output::account>("Account"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::sts
