#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <optional>
#include <string>
#include <string_view>

namespace strongroom::ops::iam_api {

struct AccessKeyLastUsed {
  std::optional<Timestamp> at;  ///< Nothing when it was never used.
  std::string service = "N/A";
  std::string region = "N/A";
};
inline constexpr auto kAccessKeyLastUsed =
    wire::shape<AccessKeyLastUsed>(wire::member<&AccessKeyLastUsed::at>("LastUsedDate"),
                                   wire::member<&AccessKeyLastUsed::service>("ServiceName"),
                                   wire::member<&AccessKeyLastUsed::region>("Region"));

/// When, where and for what an access key of the account was last used, to a few minutes. Any
/// thread. Source: iam contract 3.2.
struct GetAccessKeyLastUsed {
  static constexpr std::string_view kName = "GetAccessKeyLastUsed";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view access_key_id;
  };
  static constexpr auto kInput = wire::shape<Input>(access_key_id_field<&Input::access_key_id>());

  struct Output {
    std::optional<std::string> user_name;  ///< Nothing for root.
    AccessKeyLastUsed last_used;
  };
  static constexpr auto kOutput = wire::shape<Output>(
      wire::member<&Output::user_name>("UserName"),
      wire::member<&Output::last_used>("AccessKeyLastUsed", wire::of(kAccessKeyLastUsed)));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
