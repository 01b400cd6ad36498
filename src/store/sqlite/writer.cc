#include "store/sqlite/writer.h"

#include <utility>

namespace strongroom::store::sqlite {

Writer::Writer(std::unique_ptr<GroupWriter> groups, CommitQueue& queue, Checkpointer& checkpointer)
    : groups_(std::move(groups)),
      queue_(queue),
      checkpointer_(checkpointer),
      last_seen_(groups_->last_revision()),
      thread_([this] { work(); }) {}

void Writer::finish() {
  if (thread_.joinable()) thread_.join();
}

void Writer::watch(WatchSink& sink) {
  const std::lock_guard lock(mutex_);
  sinks_.push_back(&sink);
}

void Writer::add_to(Store::Statistics& statistics) const {
  statistics.commits += commits_;
  statistics.groups += written_groups_;
  statistics.conflicts += conflicts_;
}

void Writer::work() {
  while (true) {
    const std::vector<WaitingCommit*> group = queue_.take();
    if (group.empty()) break;
    serve(group);
  }
  if (auto done = groups_->delete_released_notes(); !done) failures_.failed(done.error().detail);
}

void Writer::serve(std::span<WaitingCommit* const> group) {
  if (write(group)) {
    show(group);
  } else {
    for (WaitingCommit* const commit : group) {
      commit->outcome = failure(ErrorCode::Unavailable, "The store can't be written.");
    }
  }
  CommitQueue::resume(group);
}

bool Writer::write(std::span<WaitingCommit* const> group) {
  if (!checkpointer_.enter()) {
    failures_.failed("the write-ahead log is full");
    return false;
  }
  const auto written = groups_->write(group);
  checkpointer_.leave(groups_->log_pages());
  if (!written) {
    failures_.failed(written.error().detail);
    return false;
  }
  failures_.succeeded();
  return true;
}

void Writer::show(std::span<WaitingCommit* const> group) {
  const std::lock_guard lock(mutex_);
  std::uint64_t shown = 0;
  for (WaitingCommit* const commit : group) {
    if (!commit->outcome) continue;
    const Commit seen{.revision = *commit->outcome,
                      .writes = std::move(commit->transaction.writes),
                      .companion = std::move(commit->transaction.companion)};
    for (WatchSink* const sink : sinks_) sink->committed(seen);
    ++shown;
  }
  last_seen_ = groups_->last_revision();
  commits_ += shown;
  conflicts_ += group.size() - shown;
  if (shown > 0) ++written_groups_;
}

}  // namespace strongroom::store::sqlite
