#include "audit/trail.h"

#include "audit/archive.h"
#include "audit/chain.h"
#include "audit/index_files.h"
#include "audit/line_source.h"
#include "audit/record_attributes.h"

#include <algorithm>
#include <ranges>
#include <utility>

namespace strongroom::audit {
namespace {

/// The index may be wrong, and two keys may have one hash: the record decides.
bool matches(std::string_view record, const LookupQuery& query) {
  const auto attributes = RecordAttributes::parse(record);
  return attributes && attributes->account() == query.account &&
         attributes->region() == query.region &&
         (query.attribute.empty() || attributes->has(query.attribute, query.value));
}

bool overlaps(const SegmentIndex& index, const LookupQuery& query) {
  return index.records() > 0 && (!query.from || index.latest() >= *query.from) &&
         (!query.to || index.earliest() <= *query.to);
}

}  // namespace

Result<LookupPage> Trail::lookup(const LookupQuery& query) {
  const std::lock_guard lock(mutex_);
  SR_TRY(const std::vector<Segment> all, segments());
  LookupPage page;
  for (const Segment& segment : all | std::views::reverse) {
    if (page.more) break;
    if (segment.first_sequence < query.before && overlaps(*segment.index, query)) {
      SR_CHECK(search(segment, query, page));
    }
  }
  return page;
}

Result<void> Trail::search(const Segment& segment, const LookupQuery& query, LookupPage& page) {
  const auto numbers =
      segment.index->find({query.account, query.region, query.attribute, query.value});
  for (const std::uint32_t number : numbers | std::views::reverse) {
    const std::uint64_t place = segment.first_sequence + number;
    const Timestamp time = segment.index->time(number);
    if (place >= query.before || (query.from && time < *query.from) ||
        (query.to && time > *query.to)) {
      continue;
    }
    SR_TRY(const std::string line, read_line(segment.file, segment.index->offset(number)));
    const auto chained = parse_chained(line);
    if (!chained) continue;
    std::string record = record_of(*chained);
    if (!matches(record, query)) continue;
    page.more = page.found.size() == query.limit;
    if (page.more) return {};
    page.found.push_back({.place = place, .record = std::move(record)});
  }
  return {};
}

/// All files, by sequence, the active one last.
Result<std::vector<Trail::Segment>> Trail::segments() {
  SR_CHECK(follow_active());
  SR_TRY(std::vector<ClosedFile> files, closed_files(folder_));
  if (!files.empty() && files.back().first_sequence == active_first_) {
    // It was closed just now: what was seen of it is not needed any more.
    active_first_ = 0;
    SR_CHECK(follow_active());
  }
  std::vector<Segment> all;
  for (ClosedFile& file : files) {
    SR_TRY(const SegmentIndex* const index, closed_index(file));
    all.push_back({.first_sequence = file.first_sequence, .index = index, .file = std::move(file)});
  }
  std::erase_if(closed_, [&](const auto& known) {
    return !std::ranges::binary_search(all, known.first, {}, &Segment::first_sequence);
  });
  if (active_first_ != 0) {
    all.push_back({.first_sequence = active_first_,
                   .index = &active_,
                   .file = {.first_sequence = active_first_,
                            .events = folder_ + "/" + std::string(kActiveEvents),
                            .digests = {},
                            .index = {},
                            .compressed = false}});
  }
  return all;
}

/// Reads what was added to the active file since the last lookup.
Result<void> Trail::follow_active() {
  const std::string path = folder_ + "/" + std::string(kActiveEvents);
  SR_TRY(LineSource beginning, LineSource::open(path));
  const auto first_line = beginning.next();
  const auto first = first_line ? parse_chained(*first_line) : std::nullopt;
  const std::uint64_t sequence = first ? first->stated.sequence : 0;
  if (sequence == 0 || sequence != active_first_) active_ = saved_index(path);
  active_first_ = sequence;
  if (sequence == 0) return {};
  return read_on(active_, path);
}

Result<const SegmentIndex*> Trail::closed_index(const ClosedFile& file) {
  const auto known = closed_.find(file.first_sequence);
  if (known != closed_.end()) return &known->second;
  auto opened = StoredIndex::open(file.index);
  if (!opened) {
    SR_CHECK(make_index(file));
    opened = StoredIndex::open(file.index);
    if (!opened) return std::unexpected(opened.error());
  }
  return &closed_.emplace(file.first_sequence, *std::move(opened)).first->second;
}

}  // namespace strongroom::audit
