#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string>
#include <string_view>
#include <vector>

namespace strongroom::ops::iam_api {

/// All of the account; not in pages. Any thread. Source: iam contract 3.9.
struct ListOpenIDConnectProviders {
  static constexpr std::string_view kName = "ListOpenIDConnectProviders";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {};
  static constexpr auto kInput = wire::shape<Input>();

  struct Entry {
    std::string arn;
  };
  static constexpr auto kEntry = wire::shape<Entry>(wire::member<&Entry::arn>("Arn"));

  struct Output {
    std::vector<Entry> providers;
  };
  static constexpr auto kOutput = wire::shape<Output>(
      wire::member<&Output::providers>("OpenIDConnectProviderList", wire::of(kEntry)));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
