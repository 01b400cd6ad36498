#include "audit/growing_index.h"

#include "audit/event_time.h"
#include "audit/record_attributes.h"

#include <algorithm>
#include <utility>

namespace strongroom::audit {

GrowingIndex::GrowingIndex(IndexContent content) : content_(std::move(content)) {}

void GrowingIndex::add(std::string_view line, std::uint64_t offset, std::uint64_t end) {
  // Nobody knows the first line's place in the chain before it is written.
  if (content_.records.empty()) content_.seed = line_mark(line);
  const auto number = static_cast<std::uint32_t>(content_.records.size());
  const auto attributes = RecordAttributes::parse(line);
  const std::int64_t time = milliseconds_of(
      attributes ? parse_event_time(attributes->time()).value_or(Timestamp()) : Timestamp());
  content_.records.push_back({.offset = offset, .time = time});
  content_.earliest = std::min(content_.earliest, time);
  content_.latest = std::max(content_.latest, time);
  content_.end = end;
  content_.last_line = line_mark(line);
  if (!attributes) return;
  const std::uint64_t place =
      place_hash(content_.seed, attributes->account(), attributes->region());
  const auto put = [&](std::string_view attribute, std::string_view value) {
    content_.postings.push_back({.hash = hash_in(place, attribute, value), .record = number});
  };
  put({}, {});
  attributes->for_each(put);
}

std::vector<std::uint32_t> GrowingIndex::find(const LookupKey& key) const {
  const std::uint32_t hash = hash_of(key, content_.seed);
  std::vector<std::uint32_t> found;
  for (const Posting& posting : content_.postings) {
    if (posting.hash != hash) continue;
    if (found.empty() || found.back() != posting.record) found.push_back(posting.record);
  }
  return found;
}

}  // namespace strongroom::audit
