#include "jobs/scheduler.h"

#include <gtest/gtest.h>

#include <stdexcept>

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
  Scheduler scheduler(clock);
  int runs = 0;
  scheduler.add("fail", minutes(1), [](Timestamp) { throw std::runtime_error("broken"); });
  scheduler.add("count", minutes(1), [&](Timestamp) { ++runs; });
  scheduler.run_due(clock.now());
  EXPECT_EQ(runs, 1);
}

TEST(SchedulerTest, StopsAtOnce) {
  FakeClock clock;
  Scheduler scheduler(clock);
  scheduler.start();
  scheduler.stop();
}

}  // namespace
}  // namespace strongroom::jobs
