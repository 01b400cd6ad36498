#include "store/memory/memory_store.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace strongroom::store {

Task<Result<Revision>> MemoryStore::commit(Transaction transaction) {
  co_return apply(std::move(transaction));
}

Result<Revision> MemoryStore::apply(Transaction transaction) {
  const std::lock_guard lock(mutex_);
  if (!std::ranges::all_of(transaction.expects, [&](const auto& e) { return holds(e); })) {
    ++statistics_.conflicts;
    return failure(ErrorCode::Conflict, "The record was changed by another request.");
  }
  ++last_;
  for (const Write& one : transaction.writes) write(one);
  if (transaction.note) notes_.emplace(last_, *std::move(transaction.note));
  ++statistics_.commits;
  ++statistics_.groups;
  const Commit commit{.revision = last_,
                      .writes = std::move(transaction.writes),
                      .companion = std::move(transaction.companion)};
  // Under the lock, so that every sink sees all commits in order.
  for (WatchSink* sink : sinks_) sink->committed(commit);
  return commit.revision;
}

bool MemoryStore::holds(const Expectation& expectation) const {
  const auto found = records_.find(expectation.key);
  return (found == records_.end() ? 0 : found->second.revision) == expectation.revision;
}

void MemoryStore::write(const Write& write) {
  if (const auto found = records_.find(write.key); found != records_.end()) {
    statistics_.bytes -= found->first.size() + found->second.value.size();
    if (!write.value) records_.erase(found);
  }
  if (!write.value) return;
  statistics_.bytes += write.key.size() + write.value->size();
  records_.insert_or_assign(write.key, Record{.value = *write.value, .revision = last_});
}

Task<Result<std::optional<Entry>>> MemoryStore::get(Bytes key) {
  const std::lock_guard lock(mutex_);
  const auto found = records_.find(key);
  if (found == records_.end()) co_return std::nullopt;
  co_return Entry{
      .key = std::move(key), .value = found->second.value, .revision = found->second.revision};
}

Task<Result<std::vector<Entry>>> MemoryStore::scan(KeyRange range, std::size_t limit) {
  const std::lock_guard lock(mutex_);
  co_return entries(range, limit);
}

std::vector<Entry> MemoryStore::entries(const KeyRange& range, std::size_t limit) const {
  std::vector<Entry> found;
  for (auto at = records_.lower_bound(range.first); at != records_.end(); ++at) {
    const bool behind = !range.last.empty() && at->first >= range.last;
    if (behind || found.size() == limit) break;
    found.push_back({.key = at->first, .value = at->second.value, .revision = at->second.revision});
  }
  return found;
}

void MemoryStore::watch(WatchSink& sink) {
  const std::lock_guard lock(mutex_);
  sinks_.push_back(&sink);
}

Result<void> MemoryStore::load_share(const KeyRange& range, Share share, const Visit& visit) {
  std::unique_lock lock(mutex_);
  const auto snapshot = entries(range, std::numeric_limits<std::size_t>::max());
  lock.unlock();
  for (std::size_t i = share.number; i < snapshot.size(); i += share.of) {
    SR_CHECK(visit(snapshot[i]));
  }
  return {};
}

Task<Result<Revision>> MemoryStore::read_barrier() {
  const std::lock_guard lock(mutex_);
  co_return last_;
}

Task<Result<std::vector<Note>>> MemoryStore::notes() {
  const std::lock_guard lock(mutex_);
  std::vector<Note> kept;
  for (const auto& [revision, content] : notes_) kept.push_back({revision, content});
  co_return kept;
}

void MemoryStore::release_notes(std::span<const Revision> revisions) {
  const std::lock_guard lock(mutex_);
  for (const Revision revision : revisions) notes_.erase(revision);
}

Store::Statistics MemoryStore::statistics() const {
  const std::lock_guard lock(mutex_);
  return statistics_;
}

}  // namespace strongroom::store
