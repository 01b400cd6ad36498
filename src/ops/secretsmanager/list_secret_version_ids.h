#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/secretsmanager/fields.h"
#include "policy/access.h"
#include "secrets/secret.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::ops::secretsmanager {

/// A version without its value.
struct VersionEntry {
  std::string_view version_id;
  std::optional<std::vector<std::string_view>> version_stages;  ///< Absent for a deprecated one.
  std::optional<Timestamp> last_accessed_date;
  Timestamp created_date;
  std::vector<std::string_view> kms_key_ids;
};
inline constexpr auto kVersionEntry =
    wire::shape<VersionEntry>(wire::member<&VersionEntry::version_id>("VersionId"),
                              wire::member<&VersionEntry::version_stages>("VersionStages"),
                              wire::member<&VersionEntry::last_accessed_date>("LastAccessedDate"),
                              wire::member<&VersionEntry::created_date>("CreatedDate"),
                              wire::member<&VersionEntry::kms_key_ids>("KmsKeyIds"));

/// A page of a secret's versions, oldest first, also while it is scheduled for deletion. Any
/// thread. Source: contract 5.8.
struct ListSecretVersionIds {
  static constexpr std::string_view kName = "ListSecretVersionIds";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view secret_id;
    std::optional<std::int64_t> max_results;
    std::optional<std::string_view> next_token;
    bool include_deprecated = false;
  };
  static constexpr auto kInput =
      wire::shape<Input>(secret_id_field<&Input::secret_id>(),
                         wire::optional<&Input::max_results>("MaxResults", wire::range(1, 100)),
                         next_token_field<&Input::next_token>(),
                         wire::optional<&Input::include_deprecated>("IncludeDeprecated"));

  struct Output {
    std::vector<VersionEntry> versions;
    std::optional<std::string> next_token;
    std::string arn;
    std::string_view name;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::versions>("Versions", wire::of(kVersionEntry)),
                          wire::member<&Output::next_token>("NextToken"),
                          wire::member<&Output::arn>("ARN"), wire::member<&Output::name>("Name"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::secretsmanager
