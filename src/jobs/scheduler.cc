#include "jobs/scheduler.h"

#include "base/log.h"

#include <utility>

namespace strongroom::jobs {
namespace {

constexpr std::chrono::seconds kTick{1};

}  // namespace

void Scheduler::add(std::string name, std::chrono::milliseconds period,
                    std::function<void(Timestamp now)> run) {
  jobs_.push_back({.name = std::move(name), .period = period, .run = std::move(run), .next = {}});
}

void Scheduler::start() {
  thread_ = std::thread([this] {
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, kTick, [this] { return stopping_; })) {
      lock.unlock();
      run_due(clock_.now());
      lock.lock();
    }
  });
}

void Scheduler::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Scheduler::run_due(Timestamp now) {
  for (Job& job : jobs_) {
    // A clock that was set back must not keep a job waiting for longer than its period.
    if (now < job.next && job.next - now <= job.period) continue;
    job.next = now + job.period;
    try {
      job.run(now);
    } catch (const std::exception& fault) {
      log::error("job {}: {}", job.name, fault.what());
    }
  }
}

}  // namespace strongroom::jobs
