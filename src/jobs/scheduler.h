#pragma once

#include "base/clock.h"

#include <chrono>
#include <condition_variable>
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
  /// `clock` outlives this object.
  explicit Scheduler(const Clock& clock) : clock_(clock) {}
  ~Scheduler() { stop(); }

  /// Before `start`. `run` is called with the time of the round, on the scheduler's thread.
  void add(std::string name, std::chrono::milliseconds period,
           std::function<void(Timestamp now)> run);
  void start();
  /// Ends the round that is running; no job runs after it.
  void stop();

  /// Runs what is due at `now`: what the thread does every second.
  void run_due(Timestamp now);

 private:
  struct Job {
    std::string name;
    std::chrono::milliseconds period;
    std::function<void(Timestamp)> run;
    Timestamp next{};
  };

  const Clock& clock_;
  std::vector<Job> jobs_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;  // guarded by mutex_
  std::thread thread_;
};

}  // namespace strongroom::jobs
