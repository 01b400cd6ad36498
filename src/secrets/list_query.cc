#include "secrets/list_query.h"

#include "secrets/record_codec.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

namespace strongroom::secrets {
namespace {

/// What the order is about. `date` is nothing where the secret has none, and equal for all in the
/// order of names.
struct Place {
  std::optional<Timestamp> date;
  std::string_view name;
};

Place place_of(const Secret& secret, SortBy by, const AccessDates& access_dates) {
  switch (by) {
    case SortBy::CreatedDate:
      return {secret.created, secret.name};
    case SortBy::LastChangedDate:
      return {secret.changed, secret.name};
    case SortBy::LastAccessedDate:
      if (const Day day = access_dates.last_accessed(secret); day != 0) {
        return {timestamp_of_day(day), secret.name};
      }
      return {std::nullopt, secret.name};
    case SortBy::Name:
      break;
  }
  return {std::nullopt, secret.name};
}

bool comes_before(const Place& a, const Place& b, bool descending) {
  if (a.date.has_value() != b.date.has_value()) return a.date.has_value();
  const auto order = std::tie(a.date, a.name) <=> std::tie(b.date, b.name);
  return descending ? order > 0 : order < 0;
}

bool is_wanted(const Secret& secret, const ListQuery& query) {
  return (query.include_planned_deletion || !secret.scheduled_for_deletion()) &&
         std::ranges::all_of(query.filters,
                             [&](const Filter& filter) { return matches(secret, filter); });
}

/// All that a page has in common with the next one.
Bytes query_bytes(const Partition& partition, const ListQuery& query) {
  RecordWriter out;
  out.text(query.operation);
  out.text(partition.account);
  out.text(partition.region);
  out.number(query.include_planned_deletion ? 1 : 0);
  out.number(static_cast<std::uint64_t>(query.sort_by));
  out.number(query.descending ? 1 : 0);
  out.number(query.filters.size());
  for (const Filter& filter : query.filters) {
    out.number(static_cast<std::uint64_t>(filter.key));
    out.number(filter.values.size());
    for (const std::string_view value : filter.values) out.text(value);
  }
  return out.take();
}

Bytes position_bytes(const Place& place) {
  RecordWriter out;
  out.number(place.date ? 1 : 0);
  if (place.date) out.number(static_cast<std::uint64_t>(milliseconds_of(*place.date)));
  out.text(place.name);
  return out.take();
}

/// A view into `position`, which the token's seal has vouched for.
Place read_position(ByteView position) {
  RecordReader in(position);
  Place place;
  if (in.number() == 1) place.date = timestamp_of(static_cast<std::int64_t>(in.number()));
  place.name = in.text();
  return place;
}

/// The first `count` in the order of creation.
std::vector<SecretPtr> first_by_creation(const Catalog& catalog, const Partition& partition,
                                         const ListQuery& query, const std::optional<Place>& after,
                                         std::size_t count) {
  std::optional<Catalog::Position> behind;
  if (after) behind.emplace(after->date.value_or(Timestamp{}), std::string(after->name));
  std::vector<SecretPtr> found;
  catalog.visit_by_creation(partition, behind, query.descending, [&](const SecretPtr& secret) {
    if (is_wanted(*secret, query)) found.push_back(secret);
    return found.size() < count;
  });
  return found;
}

/// The first `count` in another order: a heap of the best so far, the last of them on top, so that
/// a pass over the partition keeps no more than it returns.
std::vector<SecretPtr> first_by_selection(const Catalog& catalog, const AccessDates& access_dates,
                                          const Partition& partition, const ListQuery& query,
                                          const std::optional<Place>& after, std::size_t count) {
  using Candidate = std::pair<Place, SecretPtr>;  // the place views the secret
  const auto before = [&](const Candidate& a, const Candidate& b) {
    return comes_before(a.first, b.first, query.descending);
  };
  std::vector<Candidate> best;
  catalog.visit_by_creation(partition, std::nullopt, false, [&](const SecretPtr& secret) {
    Candidate candidate(place_of(*secret, query.sort_by, access_dates), secret);
    const bool seen = after && !comes_before(*after, candidate.first, query.descending);
    const bool too_late = best.size() == count && !before(candidate, best.front());
    if (seen || too_late || !is_wanted(*secret, query)) return true;
    if (best.size() == count) {
      std::ranges::pop_heap(best, before);
      best.pop_back();
    }
    best.push_back(std::move(candidate));
    std::ranges::push_heap(best, before);
    return true;
  });
  std::ranges::sort_heap(best, before);
  std::vector<SecretPtr> found;
  found.reserve(best.size());
  for (Candidate& candidate : best) found.push_back(std::move(candidate.second));
  return found;
}

}  // namespace

Result<ListPage> list(const Catalog& catalog, const AccessDates& access_dates,
                      const PageTokens& tokens, const Partition& partition, const ListQuery& query,
                      std::optional<std::string_view> token) {
  const Bytes bound_to = query_bytes(partition, query);
  Bytes position;
  std::optional<Place> after;
  if (token) {
    SR_TRY(position, tokens.open(bound_to, *token));
    after = read_position(position);
  }
  const std::size_t count = query.max_results + 1;  // one more shows that there is another page
  ListPage page;
  page.secrets = query.sort_by == SortBy::CreatedDate
                     ? first_by_creation(catalog, partition, query, after, count)
                     : first_by_selection(catalog, access_dates, partition, query, after, count);
  if (page.secrets.size() < count) return page;
  page.secrets.pop_back();
  const Place last = place_of(*page.secrets.back(), query.sort_by, access_dates);
  page.next_token = tokens.seal(bound_to, position_bytes(last));
  return page;
}

}  // namespace strongroom::secrets
