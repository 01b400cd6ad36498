#include "store/testing/faulty_store.h"

#include "base/sync_wait.h"
#include "store/memory/memory_store.h"
#include "store/testing/transactions.h"

#include <gtest/gtest.h>

namespace strongroom::store::testing {
namespace {

class FaultyStoreTest : public ::testing::Test {
 protected:
  Result<Revision> commit(std::string_view key) {
    return sync_wait(
        faulty_.commit({.expects = {}, .writes = {put(key, "")}, .note = std::nullopt}));
  }
  bool holds(std::string_view key) {
    return sync_wait(memory_.get(bytes(key))).value().has_value();
  }

  MemoryStore memory_;
  FaultyStore faulty_{memory_};
};

TEST_F(FaultyStoreTest, WorksWithoutAPlan) {
  EXPECT_TRUE(commit("a"));
  EXPECT_TRUE(sync_wait(faulty_.get(bytes("a"))).value().has_value());
}

TEST_F(FaultyStoreTest, FailsAsPlannedAndThenNoMore) {
  faulty_.plan(
      {CommitFault::Conflict, CommitFault::None, CommitFault::Throttled, CommitFault::NotWritten});
  EXPECT_EQ(commit("a").error().code(), ErrorCode::Conflict);
  EXPECT_TRUE(commit("b"));
  EXPECT_EQ(commit("c").error().code(), ErrorCode::Throttled);
  EXPECT_EQ(commit("d").error().code(), ErrorCode::Unavailable);
  EXPECT_TRUE(commit("e"));
  EXPECT_FALSE(holds("a"));
  EXPECT_FALSE(holds("c"));
  EXPECT_FALSE(holds("d"));
}

TEST_F(FaultyStoreTest, WritesThoughTheOutcomeIsUnknown) {
  faulty_.plan({CommitFault::OutcomeUnknown});
  EXPECT_EQ(commit("a").error().code(), ErrorCode::Unavailable);
  EXPECT_TRUE(holds("a"));
}

TEST_F(FaultyStoreTest, FailsReadsWhileToldTo) {
  faulty_.fail_reads(true);
  EXPECT_EQ(sync_wait(faulty_.get(bytes("a"))).error().code(), ErrorCode::Unavailable);
  EXPECT_EQ(sync_wait(faulty_.scan({}, 1)).error().code(), ErrorCode::Unavailable);
  EXPECT_EQ(faulty_.load({}, [](const Entry&) { return Result<void>(); }).error().code(),
            ErrorCode::Unavailable);
  faulty_.fail_reads(false);
  EXPECT_TRUE(sync_wait(faulty_.get(bytes("a"))));
}

}  // namespace
}  // namespace strongroom::store::testing
