#pragma once

#include "base/result.h"
#include "secrets/list_query.h"
#include "wire/shape.h"

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace strongroom::ops::secretsmanager {

/// `^\!?[a-zA-Z0-9 :_@\/\+\=\.\-\!]*$` of the service model.
bool is_filter_value(std::string_view text);

inline constexpr std::array<std::string_view, 7> kFilterKeys = {
    "all", "name", "tag-key", "description", "tag-value", "primary-region", "owning-service"};

/// A filter on the wire, as ListSecrets and BatchGetSecretValue take it.
struct Filter {
  std::optional<std::string_view> key;
  std::optional<std::span<const std::string_view>> values;
};
inline constexpr auto kFilter = wire::shape<Filter>(
    wire::optional<&Filter::key>("Key", wire::one_of(kFilterKeys)),
    wire::optional<&Filter::values>(
        "Values", wire::size(1, 10),
        wire::each(wire::length(0, 512),
                   wire::pattern(R"(^\!?[a-zA-Z0-9 :_@\/\+\=\.\-\!]*$)", &is_filter_value))));

/// InvalidParameter: a filter without key or values (contract 5.7).
Result<std::vector<secrets::Filter>> list_filters(std::span<const Filter> filters);

}  // namespace strongroom::ops::secretsmanager
