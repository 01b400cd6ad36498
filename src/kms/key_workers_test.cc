#include "kms/key_workers.h"

#include "base/sync_wait.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <future>
#include <thread>
#include <vector>

namespace strongroom::kms {
namespace {

TEST(KeyWorkersTest, TurnsAwayWhoWouldWaitForTooManyRsaKeysAndNobodyElse) {
  KeyWorkers workers;
  std::promise<void> go_on;
  const std::shared_future<void> may_go_on = go_on.get_future().share();
  std::promise<void> begun;
  std::thread first([&] {
    EXPECT_TRUE(sync_wait(workers.make(crypto::kRsa2048, [&] {
      begun.set_value();
      may_go_on.wait();
      return true;
    })));
  });
  begun.get_future().wait();

  // The one that is under way does not count; more than the queue takes come at once.
  std::vector<std::future<bool>> others;
  others.reserve(12);
  for (int i = 0; i < 12; ++i) {
    others.push_back(std::async(std::launch::async, [&] {
      const auto made = sync_wait(workers.make(crypto::kRsa2048, [] { return true; }));
      return made || made.error().code() != ErrorCode::Throttled;
    }));
  }
  const auto turned_away = [&] {
    return std::ranges::count_if(others, [](const std::future<bool>& other) {
      return other.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    });
  };
  while (turned_away() < 4) std::this_thread::yield();
  EXPECT_TRUE(sync_wait(workers.use([] { return true; })));
  EXPECT_TRUE(sync_wait(workers.make(crypto::kP256, [] { return true; })));
  go_on.set_value();
  EXPECT_EQ(std::ranges::count_if(others, [](auto& other) { return other.get(); }), 8);
  first.join();
}

}  // namespace
}  // namespace strongroom::kms
