#pragma once

#include "base/clock.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace strongroom::jobs {

/// One thread that looks after what is due: every second it runs each job whose period has passed.
/// A job that fails logs it and is tried again in its next round.
class Scheduler {
 public:
  enum class Priority : std::uint8_t {
    Ordinary,
    Background,  ///< Whatever answers requests goes first: for work that can wait, until it is
                 ///< late.
  };

  /// `clock` outlives this object.
  explicit Scheduler(const Clock& clock, Priority priority = Priority::Ordinary)
      : clock_(clock), priority_(priority) {}
  ~Scheduler() { stop(); }

  /// Before `start`. `run` is called with the time of the round, one job after another. In the
  /// background, `is_late` says before each run whether it can't wait any longer.
  void add(std::string name, std::chrono::milliseconds period,
           std::function<void(Timestamp now)> run, std::function<bool()> is_late = {});
  void start();
  /// Ends the round that is running; no job runs after it.
  void stop();

  /// Has the thread run every job now, and returns when they have ended. Any thread, after `start`;
  /// returns at once when the scheduler stops.
  void run_all();

  /// Runs what is due at `now`: what the thread does every second.
  void run_due(Timestamp now) { run_round(now, false); }

 private:
  struct Job {
    std::string name;
    std::chrono::milliseconds period;
    std::function<void(Timestamp)> run;
    std::function<bool()> is_late;
    Timestamp next{};
  };

  void work();
  void run(const Job& job, Timestamp now) const;
  void run_round(Timestamp now, bool all);

  const Clock& clock_;
  const Priority priority_;
  std::vector<Job> jobs_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable ended_;
  bool stopping_ = false;           // guarded by mutex_
  std::uint64_t rounds_asked_ = 0;  // guarded by mutex_
  std::uint64_t rounds_ended_ = 0;  // guarded by mutex_; of those that were asked for
  std::thread thread_;
};

}  // namespace strongroom::jobs
