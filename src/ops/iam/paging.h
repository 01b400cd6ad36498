#pragma once

#include "base/result.h"
#include "ops/context.h"
#include "wire/patterns.h"
#include "wire/shape.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// Lists in pages (iam contract 2): `MaxItems`, an opaque `Marker`, `IsTruncated`.
namespace strongroom::ops::iam_api {

/// What a request says about the page that it wants; views of the input.
struct PageInput {
  std::optional<std::string_view> marker;
  std::optional<std::int64_t> max_items;
};
template <auto Member>
consteval wire::Field marker_field() {
  return wire::optional<Member>("Marker", wire::length(1, 1024), wire::marker_pattern());
}
template <auto Member>
consteval wire::Field max_items_field() {
  return wire::optional<Member>("MaxItems", wire::range(1, 1000));
}

/// One page of `Item`s, and how to go on.
template <class Item>
struct Page {
  std::vector<Item> items;
  bool is_truncated = false;
  std::optional<std::string> marker;
};
/// A page as an operation's output: `page_shape<Tag>("Tags", wire::of(kTag))`.
template <class Item, class... Rules>
consteval auto page_shape(std::string_view list, Rules... rules) {
  return wire::shape<Page<Item>>(wire::member<&Page<Item>::items>(list, rules...),
                                 wire::member<&Page<Item>::is_truncated>("IsTruncated"),
                                 wire::member<&Page<Item>::marker>("Marker"));
}
/// The page with each item as `describe` shows it.
template <class Item, class Describe>
auto shown_page(Page<Item> page, Describe describe) {
  Page<std::invoke_result_t<Describe, Item>> shown{
      .items = {}, .is_truncated = page.is_truncated, .marker = std::move(page.marker)};
  shown.items.reserve(page.items.size());
  for (Item& item : page.items) shown.items.push_back(describe(std::move(item)));
  return shown;
}

/// Where the page that `marker` asks for begins. Validation, when it is not one of this operation
/// in this account: `Invalid Marker.`
Result<std::size_t> page_start(const OperationContext& context, std::string_view scope,
                               std::optional<std::string_view> marker,
                               const std::vector<std::string>& positions);
std::string marker_after(const OperationContext& context, std::string_view scope,
                         std::string_view position);

/// The page of `all`, which is in its order; `position_of` gives each a text that stays, by which
/// the next page goes on, also when that item is gone by then. `scope` names the operation and what
/// it lists, so that a marker fits nowhere else.
template <class Item, class PositionOf>
Result<Page<Item>> page_of(const OperationContext& context, std::string_view scope,
                           const PageInput& input, const std::vector<Item>& all,
                           PositionOf position_of) {
  std::vector<std::string> positions;
  positions.reserve(all.size());
  for (const Item& item : all) positions.emplace_back(position_of(item));
  SR_TRY(const std::size_t from, page_start(context, scope, input.marker, positions));
  const auto most = static_cast<std::size_t>(input.max_items.value_or(100));
  const std::size_t to = std::min(all.size(), from + most);
  using Offset = typename std::vector<Item>::difference_type;
  Page<Item> page{
      .items = {all.begin() + static_cast<Offset>(from), all.begin() + static_cast<Offset>(to)},
      .is_truncated = to < all.size(),
      .marker = std::nullopt};
  if (page.is_truncated) page.marker = marker_after(context, scope, positions[to - 1]);
  return page;
}

}  // namespace strongroom::ops::iam_api
