#include "jobs/scheduler.h"

#include <gtest/gtest.h>
#include <sched.h>

#include <atomic>
#include <future>
#include <new>
#include <stdexcept>
#include <thread>

namespace strongroom::jobs {
namespace {

using std::chrono::minutes;

TEST(SchedulerTest, RunsAJobOncePerPeriod) {
  FakeClock clock;
  Scheduler scheduler(clock);
  int runs = 0;
  scheduler.add("count", minutes(1), [&](Timestamp) { ++runs; });
  scheduler.run_due(clock.now());
  scheduler.run_due(clock.now());
  EXPECT_EQ(runs, 1);
  clock.advance(minutes(1));
  scheduler.run_due(clock.now());
  EXPECT_EQ(runs, 2);
}

TEST(SchedulerTest, GoesOnAfterAClockThatWasSetBack) {
  FakeClock clock;
  Scheduler scheduler(clock);
  int runs = 0;
  scheduler.add("count", minutes(1), [&](Timestamp) { ++runs; });
  scheduler.run_due(clock.now());
  clock.set(clock.now() - std::chrono::hours(24));
  scheduler.run_due(clock.now());
  EXPECT_EQ(runs, 2);
}

TEST(SchedulerTest, GoesOnAfterAJobThatFailed) {
  FakeClock clock;
  for (const auto priority : {Scheduler::Priority::Ordinary, Scheduler::Priority::Background}) {
    Scheduler scheduler(clock, priority);
    int runs = 0;
    scheduler.add("fail", minutes(1), [](Timestamp) { throw std::runtime_error("broken"); });
    scheduler.add("ask", minutes(1), [](Timestamp) {}, []() -> bool { throw std::bad_alloc(); });
    scheduler.add("count", minutes(1), [&](Timestamp) { ++runs; });
    scheduler.run_due(clock.now());
    EXPECT_EQ(runs, 1);
  }
}

TEST(SchedulerTest, RunsEveryJobWhenItIsAskedToAndSaysWhenTheyHaveEnded) {
  FakeClock clock;
  Scheduler scheduler(clock);
  std::atomic<int> runs = 0;
  scheduler.add("hourly", std::chrono::hours(1), [&](Timestamp) { ++runs; });
  scheduler.add("daily", std::chrono::hours(24), [&](Timestamp) { ++runs; });
  scheduler.start();
  scheduler.run_all();
  const int first = runs;
  EXPECT_GE(first, 2);
  scheduler.run_all();
  EXPECT_EQ(runs, first + 2);
}

TEST(SchedulerTest, LetsAllGoFirstInTheBackgroundUntilAJobIsLate) {
  FakeClock clock;
  Scheduler scheduler(clock, Scheduler::Priority::Background);
  int policy = -1;
  bool late = false;
  scheduler.add(
      "policy", minutes(1), [&](Timestamp) { policy = sched_getscheduler(0); },
      [&] { return late; });
  scheduler.run_due(clock.now());
  EXPECT_EQ(policy, SCHED_IDLE);
  late = true;
  clock.advance(minutes(1));
  scheduler.run_due(clock.now());
  EXPECT_EQ(policy, SCHED_OTHER);
}

TEST(SchedulerTest, KeepsNobodyWaitingWhenItStops) {
  FakeClock clock;
  Scheduler scheduler(clock);
  std::promise<void> begun;
  std::promise<void> end;
  scheduler.add("long", std::chrono::hours(1), [&](Timestamp) {
    begun.set_value();
    end.get_future().wait();
  });
  scheduler.start();
  std::thread asking([&] { scheduler.run_all(); });
  begun.get_future().wait();
  std::thread stopping([&] { scheduler.stop(); });
  asking.join();
  end.set_value();
  stopping.join();
}

TEST(SchedulerTest, StopsAtOnce) {
  FakeClock clock;
  Scheduler scheduler(clock);
  scheduler.start();
  scheduler.stop();
}

}  // namespace
}  // namespace strongroom::jobs
