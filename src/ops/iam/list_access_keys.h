#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "iam/access_keys.h"
#include "ops/context.h"
#include "ops/iam/fields.h"
#include "ops/iam/paging.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace strongroom::ops::iam_api {

/// An access key without its secret.
struct AccessKeyMetadata {
  std::optional<std::string> user_name;  ///< Nothing for root.
  std::string_view id;
  std::string_view status;
  Timestamp created;

  strongroom::iam::AccessKeyPtr key;  ///< Keeps alive what is viewed.
};
inline constexpr auto kAccessKeyMetadata =
    wire::shape<AccessKeyMetadata>(wire::member<&AccessKeyMetadata::user_name>("UserName"),
                                   wire::member<&AccessKeyMetadata::id>("AccessKeyId"),
                                   wire::member<&AccessKeyMetadata::status>("Status"),
                                   wire::member<&AccessKeyMetadata::created>("CreateDate"));

/// The access keys of a user, without a name of the one who calls; the oldest first. Any thread.
/// Source: iam contract 3.2.
struct ListAccessKeys {
  static constexpr std::string_view kName = "ListAccessKeys";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::optional<std::string_view> user_name;
    std::optional<std::string_view> marker;
    std::optional<std::int64_t> max_items;
  };
  static constexpr auto kInput =
      wire::shape<Input>(optional_user_name_field<&Input::user_name>(),
                         marker_field<&Input::marker>(), max_items_field<&Input::max_items>());

  using Output = Page<AccessKeyMetadata>;
  static constexpr auto kOutput =
      page_shape<AccessKeyMetadata>("AccessKeyMetadata", wire::of(kAccessKeyMetadata));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
