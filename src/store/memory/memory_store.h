#pragma once

#include "store/store.h"

#include <map>
#include <mutex>
#include <vector>

namespace strongroom::store {

/// A store that is gone with the process: for tests and `strongroom dev`. Its calls complete at
/// once, on the caller's thread; sinks are called there too. Any thread.
class MemoryStore final : public Store {
 public:
  Task<Result<Revision>> commit(Transaction transaction) override;
  Task<Result<std::optional<Entry>>> get(Bytes key) override;
  Task<Result<std::vector<Entry>>> scan(KeyRange range, std::size_t limit) override;
  void watch(WatchSink& sink) override;
  Result<void> load_share(const KeyRange& range, Share share, const Visit& visit) override;
  Task<Result<Revision>> read_barrier() override;
  Task<Result<std::vector<Note>>> notes() override;
  void release_notes(std::span<const Revision> revisions) override;
  Statistics statistics() const override;

 private:
  struct Record {
    Bytes value;
    Revision revision = 0;
  };

  Result<Revision> apply(Transaction transaction);
  bool holds(const Expectation& expectation) const;
  void write(const Write& write);
  std::vector<Entry> entries(const KeyRange& range, std::size_t limit) const;

  mutable std::mutex mutex_;  // guards what follows
  std::map<Bytes, Record> records_;
  std::map<Revision, Bytes> notes_;
  std::vector<WatchSink*> sinks_;
  Revision last_ = 0;
  Statistics statistics_;
};

}  // namespace strongroom::store
