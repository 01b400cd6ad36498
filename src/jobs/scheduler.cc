#include "jobs/scheduler.h"

#include "base/log.h"

#include <pthread.h>
#include <sched.h>

#include <future>
#include <utility>

namespace strongroom::jobs {
namespace {

constexpr std::chrono::seconds kTick{1};

/// For the rest of the calling thread's life, since only the privileged may take it back: whoever
/// wakes up takes the processor from it at once. A thread that is merely nice keeps it for the rest
/// of its slice, some milliseconds, while requests wait. Refused, it is as urgent as the others.
void yield_to_all() {
  const sched_param none{};
  pthread_setschedparam(pthread_self(), SCHED_IDLE, &none);
}

}  // namespace

void Scheduler::add(std::string name, std::chrono::milliseconds period,
                    std::function<void(Timestamp now)> run, std::function<bool()> is_late) {
  jobs_.push_back({.name = std::move(name),
                   .period = period,
                   .run = std::move(run),
                   .is_late = std::move(is_late),
                   .next = {}});
}

void Scheduler::start() {
  thread_ = std::thread([this] { work(); });
}

void Scheduler::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait_for(lock, kTick, [this] { return stopping_ || rounds_asked_ > rounds_ended_; });
    if (stopping_) return;
    const std::uint64_t round = rounds_asked_;
    const bool all = round > rounds_ended_;
    lock.unlock();
    run_round(clock_.now(), all);
    lock.lock();
    rounds_ended_ = round;
    ended_.notify_all();
  }
}

void Scheduler::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  ended_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Scheduler::run_all() {
  std::unique_lock lock(mutex_);
  const std::uint64_t round = ++rounds_asked_;
  wake_.notify_one();
  ended_.wait(lock, [&] { return stopping_ || rounds_ended_ >= round; });
}

void Scheduler::run(const Job& job, Timestamp now) const {
  try {
    if (priority_ == Priority::Ordinary) return job.run(now);
    // A thread for each run: the one before may not have the right to be urgent again.
    std::async(std::launch::async, [&] {
      if (!job.is_late || !job.is_late()) yield_to_all();
      job.run(now);
    }).get();
  } catch (const std::exception& fault) {
    log::error("job {}: {}", job.name, fault.what());
  }
}

void Scheduler::run_round(Timestamp now, bool all) {
  for (Job& job : jobs_) {
    // A clock that was set back must not keep a job waiting for longer than its period.
    if (!all && now < job.next && job.next - now <= job.period) continue;
    job.next = now + job.period;
    run(job, now);
  }
}

}  // namespace strongroom::jobs
