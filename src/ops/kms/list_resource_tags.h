#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/fields.h"
#include "ops/kms/key_tags.h"
#include "ops/kms/paging.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace strongroom::ops::kms_api {

/// In order of addition. Any thread. Source: kms contract 6.7.
struct ListResourceTags {
  static constexpr std::string_view kName = "ListResourceTags";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view key_id;
    std::optional<std::int64_t> limit;
    std::optional<std::string_view> marker;
  };
  static constexpr auto kInput = wire::shape<Input>(
      key_id_field<&Input::key_id>(), limit_field<&Input::limit>(), marker_field<&Input::marker>());

  using Output = Page<Tag>;
  static constexpr auto kOutput = page_shape<Tag>("Tags", wire::of(kTag));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
