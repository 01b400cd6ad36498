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

struct AliasEntry {
  std::string alias_name;
  std::string alias_arn;
  std::optional<std::string> target_key_id;
  std::optional<Timestamp> creation_date;
  std::optional<Timestamp> last_updated_date;
};
inline constexpr auto kAliasEntry =
    wire::shape<AliasEntry>(wire::member<&AliasEntry::alias_name>("AliasName"),
                            wire::member<&AliasEntry::alias_arn>("AliasArn"),
                            wire::member<&AliasEntry::target_key_id>("TargetKeyId"),
                            wire::member<&AliasEntry::creation_date>("CreationDate"),
                            wire::member<&AliasEntry::last_updated_date>("LastUpdatedDate"));

/// The aliases of the account and Region, or of one key. Any thread. Source: kms contract 6.8.
struct ListAliases {
  static constexpr std::string_view kName = "ListAliases";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::optional<std::string_view> key_id;
    std::optional<std::int64_t> limit;
    std::optional<std::string_view> marker;
  };
  static constexpr auto kInput =
      wire::shape<Input>(optional_key_id_field<&Input::key_id>(), limit_field<&Input::limit>(),
                         marker_field<&Input::marker>());

  using Output = Page<AliasEntry>;
  static constexpr auto kOutput = page_shape<AliasEntry>("Aliases", wire::of(kAliasEntry));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
