#include "base/task.h"

#include "base/result.h"
#include "base/sync_wait.h"
#include "base/worker_pool.h"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <thread>

namespace strongroom {
namespace {

Task<Result<int>> half(int number) {
  if (number % 2 != 0) co_return failure(ErrorCode::InvalidParameter, "odd");
  co_return number / 2;
}

Task<Result<int>> quarter(int number) {
  SR_CO_TRY(const int once, co_await half(number));
  co_return co_await half(once);
}

TEST(TaskTest, HandsValuesAndErrorsToTheAwaiter) {
  EXPECT_EQ(sync_wait(quarter(8)).value(), 2);
  EXPECT_EQ(sync_wait(quarter(6)).error().message(), "odd");
}

Task<int> fail() {
  throw std::runtime_error("broken");
  co_return 1;
}

Task<bool> catches() {
  try {
    co_await fail();
  } catch (const std::runtime_error&) {
    co_return true;
  }
  co_return false;
}

TEST(TaskTest, RethrowsAtTheAwaiter) { EXPECT_TRUE(sync_wait(catches())); }

Task<std::unique_ptr<int>> move_only() { co_return std::make_unique<int>(7); }

TEST(TaskTest, MovesItsResult) { EXPECT_EQ(*sync_wait(move_only()), 7); }

Task<int> deep(int depth) {
  if (depth == 0) co_return 0;
  co_return 1 + co_await deep(depth - 1);
}

TEST(TaskTest, DoesNotGrowTheStackWhenItUnwinds) { EXPECT_EQ(sync_wait(deep(10'000)), 10'000); }

Task<bool> stays_on_its_thread(WorkerPool& pool) {
  const auto mine = std::this_thread::get_id();
  const auto other = co_await pool.run([] { return std::this_thread::get_id(); });
  co_return mine != other&& mine == std::this_thread::get_id();
}

TEST(WorkerPoolTest, RunsElsewhereAndComesBack) {
  WorkerPool pool(2);
  EXPECT_TRUE(sync_wait(stays_on_its_thread(pool)));
}

}  // namespace
}  // namespace strongroom
