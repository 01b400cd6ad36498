#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "ops/context.h"
#include "wire/shape.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Lists in pages (kms contract 3.2): `Limit`, an opaque `Marker`, `Truncated`.
namespace strongroom::ops::kms_api {

struct PageInput {
  std::optional<std::string_view> marker;
  std::optional<std::int64_t> limit;
};
template <auto Member>
consteval wire::Field marker_field() {
  return wire::optional<Member>("Marker", wire::length(1, 1024));
}
template <auto Member>
consteval wire::Field limit_field() {
  return wire::optional<Member>("Limit", wire::range(1, 1000));
}

/// How many items a page has when the request does not say, and at most.
struct PageSize {
  std::int64_t usual;
  std::int64_t most;
};

template <class Item>
struct Page {
  std::vector<Item> items;
  std::optional<std::string> next_marker;
  bool truncated = false;
};
/// A page as an operation's output: `page_shape<KeyEntry>("Keys", wire::of(kKeyEntry))`.
template <class Item, class... Rules>
consteval auto page_shape(std::string_view list, Rules... rules) {
  return wire::shape<Page<Item>>(wire::member<&Page<Item>::items>(list, rules...),
                                 wire::member<&Page<Item>::next_marker>("NextMarker"),
                                 wire::member<&Page<Item>::truncated>("Truncated"));
}

/// The position that `marker` stands for. InvalidNextToken, when it is not one of this operation,
/// account, Region and filter; `scope` names the first and the last.
Result<std::string> marker_position(const OperationContext& context, std::string_view scope,
                                    std::string_view marker);
std::string marker_after(const OperationContext& context, std::string_view scope,
                         std::string_view position);

/// A text that orders things of a time and an id as these do.
std::string position_of(Timestamp created, std::string_view id);

/// The page of `all`, which is in the order of the texts that `position_of` gives: the next page
/// goes on behind them, also when an item is gone by then.
template <class Item, class PositionOf, class Show>
auto page_of(const OperationContext& context, std::string_view scope, const PageInput& input,
             PageSize size, const std::vector<Item>& all, PositionOf position_of, Show show)
    -> Result<Page<decltype(show(all.front()))>> {
  auto from = all.begin();
  if (input.marker) {
    SR_TRY(const std::string after, marker_position(context, scope, *input.marker));
    from = std::ranges::partition_point(
        all, [&](const Item& item) { return position_of(item) <= after; });
  }
  const auto wanted = std::min(input.limit.value_or(size.usual), size.most);
  const auto to = all.end() - from > wanted ? from + wanted : all.end();
  Page<decltype(show(all.front()))> page;
  for (auto at = from; at != to; ++at) page.items.push_back(show(*at));
  page.truncated = to != all.end();
  if (page.truncated) page.next_marker = marker_after(context, scope, position_of(*(to - 1)));
  return page;
}

}  // namespace strongroom::ops::kms_api
