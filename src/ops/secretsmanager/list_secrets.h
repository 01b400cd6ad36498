#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/secretsmanager/fields.h"
#include "ops/secretsmanager/filters.h"
#include "ops/secretsmanager/secret_description.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::ops::secretsmanager {

inline constexpr std::array<std::string_view, 2> kSortOrders = {"asc", "desc"};
inline constexpr std::array<std::string_view, 4> kSortKeys = {"created-date", "last-accessed-date",
                                                              "last-changed-date", "name"};
inline constexpr auto kListEntry = description_shape("SecretVersionsToStages");

/// A page of the secrets of the caller's account in one Region. Any thread. Source: contract 5.7.
struct ListSecrets {
  static constexpr std::string_view kName = "ListSecrets";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    bool include_planned_deletion = false;
    std::optional<std::int64_t> max_results;
    std::optional<std::string_view> next_token;
    std::span<const Filter> filters;
    std::optional<std::string_view> sort_order;
    std::optional<std::string_view> sort_by;
  };
  static constexpr auto kInput = wire::shape<Input>(
      wire::optional<&Input::include_planned_deletion>("IncludePlannedDeletion"),
      wire::optional<&Input::max_results>("MaxResults", wire::range(1, 100)),
      next_token_field<&Input::next_token>(),
      wire::optional<&Input::filters>("Filters", wire::size(0, 10), wire::of(kFilter)),
      wire::optional<&Input::sort_order>("SortOrder", wire::one_of(kSortOrders)),
      wire::optional<&Input::sort_by>("SortBy", wire::one_of(kSortKeys)));

  struct Output {
    std::vector<SecretDescription> secret_list;
    std::optional<std::string> next_token;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::secret_list>("SecretList", wire::of(kListEntry)),
                          wire::member<&Output::next_token>("NextToken"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::secretsmanager
