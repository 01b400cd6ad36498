#include "ops/secretsmanager/filters.h"

#include <algorithm>
#include <string>
#include <utility>

namespace strongroom::ops::secretsmanager {
namespace {

using secrets::FilterKey;

// In the order of kFilterKeys.
constexpr std::array kKeys = {
    FilterKey::All,      FilterKey::Name,          FilterKey::TagKey,       FilterKey::Description,
    FilterKey::TagValue, FilterKey::PrimaryRegion, FilterKey::OwningService};
static_assert(kKeys.size() == kFilterKeys.size());

}  // namespace

bool is_filter_value(std::string_view text) {
  constexpr std::string_view kPunctuation = " :_@/+=.-!";
  return std::ranges::all_of(text, [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kPunctuation.contains(c);
  });
}

Result<std::vector<secrets::Filter>> list_filters(std::span<const Filter> filters) {
  std::vector<secrets::Filter> checked;
  for (const Filter& filter : filters) {
    if (!filter.key) return failure(ErrorCode::InvalidParameter, "Invalid filter key");
    if (!filter.values) {
      return failure(ErrorCode::InvalidParameter,
                     "Invalid filter values for key: " + std::string(*filter.key));
    }
    const auto at = std::ranges::find(kFilterKeys, *filter.key) - kFilterKeys.begin();
    checked.push_back({.key = kKeys[static_cast<std::size_t>(at)],
                       .values = {filter.values->begin(), filter.values->end()}});
  }
  return checked;
}

}  // namespace strongroom::ops::secretsmanager
