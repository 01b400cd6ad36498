#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string_view>

/// The report on the credentials of all users of the account (iam contract 3.10). It is made when
/// it is asked for: it always shows the present state, is never missing and never out of date. Any
/// thread.
namespace strongroom::ops::iam_api {

/// There is nothing to be waited for.
struct GenerateCredentialReport {
  static constexpr std::string_view kName = "GenerateCredentialReport";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {};
  static constexpr auto kInput = wire::shape<Input>();

  struct Output {
    std::string_view state = "COMPLETE";
  };
  static constexpr auto kOutput = wire::shape<Output>(wire::member<&Output::state>("State"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

struct GetCredentialReport {
  static constexpr std::string_view kName = "GetCredentialReport";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {};
  static constexpr auto kInput = wire::shape<Input>();

  struct Output {
    ByteView content;
    std::string_view format = "text/csv";
    Timestamp generated;
  };
  static constexpr auto kOutput = wire::shape<Output>(
      wire::member<&Output::content>("Content"), wire::member<&Output::format>("ReportFormat"),
      wire::member<&Output::generated>("GeneratedTime"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
