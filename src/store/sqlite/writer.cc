#include "store/sqlite/writer.h"

#include <utility>

namespace strongroom::store::sqlite {
namespace {

using Clock = std::chrono::steady_clock;

// A slower disk is not waited for on the thread of connections; two wake-ups don't count beside it.
constexpr std::chrono::nanoseconds kFast = std::chrono::milliseconds(1);

}  // namespace

Writer::Writer(std::unique_ptr<GroupWriter> groups, CommitQueue& queue, Checkpointer& checkpointer)
    : queue_(queue),
      checkpointer_(checkpointer),
      last_seen_(groups->last_revision()),
      groups_(std::move(groups)),
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

bool Writer::is_free() const { return !writing_ && usual_time_.load() < kFast && queue_.empty(); }

bool Writer::write_now(WaitingCommit& commit) {
  const std::unique_lock lock(mutex_, std::try_to_lock);
  if (!lock || finished_ || !is_free() || !checkpointer_.try_enter()) return false;
  WaitingCommit* const group = &commit;
  write(std::span(&group, 1));
  return true;
}

void Writer::work() {
  while (queue_.wait()) CommitQueue::resume(write_group());
  const std::lock_guard lock(mutex_);
  finished_ = true;
  if (auto done = groups_->delete_released_notes(); !done) failures_.failed(done.error().detail);
}

std::vector<WaitingCommit*> Writer::write_group() {
  const std::lock_guard lock(mutex_);
  // Only now, as more may have come while another thread was writing.
  std::vector<WaitingCommit*> group = queue_.take();
  if (checkpointer_.enter()) {
    write(group);
  } else {
    fail(group, "the write-ahead log is full");
  }
  return group;
}

void Writer::write(std::span<WaitingCommit* const> group) {
  writing_ = true;
  const auto begin = Clock::now();
  const auto written = groups_->write(group);
  // An average, so that one slow flush among fast ones changes little.
  usual_time_ = usual_time_.load() + (Clock::now() - begin - usual_time_.load()) / 8;
  checkpointer_.leave(groups_->log_pages());
  if (written) {
    failures_.succeeded();
    show(group);
  } else {
    fail(group, written.error().detail);
  }
  writing_ = false;
}

void Writer::show(std::span<WaitingCommit* const> group) {
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

void Writer::fail(std::span<WaitingCommit* const> group, std::string_view why) {
  failures_.failed(why);
  for (WaitingCommit* const commit : group) {
    commit->outcome = failure(ErrorCode::Unavailable, "The store can't be written.");
  }
}

}  // namespace strongroom::store::sqlite
