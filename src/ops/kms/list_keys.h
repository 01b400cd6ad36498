#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/fields.h"
#include "ops/kms/paging.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace strongroom::ops::kms_api {

struct KeyEntry {
  std::string key_id;
  std::string key_arn;
};
inline constexpr auto kKeyEntry = wire::shape<KeyEntry>(wire::member<&KeyEntry::key_id>("KeyId"),
                                                        wire::member<&KeyEntry::key_arn>("KeyArn"));

/// All keys of the account and Region, in order of creation. Any thread. Source: kms contract 6.3.
struct ListKeys {
  static constexpr std::string_view kName = "ListKeys";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::optional<std::int64_t> limit;
    std::optional<std::string_view> marker;
  };
  static constexpr auto kInput =
      wire::shape<Input>(limit_field<&Input::limit>(), marker_field<&Input::marker>());

  using Output = Page<KeyEntry>;
  static constexpr auto kOutput = page_shape<KeyEntry>("Keys", wire::of(kKeyEntry));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
