#include "store/testing/contract.h"

#include "store/memory/memory_store.h"
#include "store/sqlite/sqlite_store.h"
#include "store/testing/temporary_folder.h"

#include <memory>

namespace strongroom::store::testing {
namespace {

Engine memory_engine() {
  return {.name = "Memory", .create = [] { return std::make_unique<MemoryStore>(); }};
}

Engine sqlite_engine() {
  const auto folder = std::make_shared<std::unique_ptr<TemporaryFolder>>();
  const auto open = [folder] {
    return SqliteStore::open({.file = (*folder)->path() / "store.db"}).value();
  };
  return {.name = "Sqlite",
          .create =
              [folder, open] {
                *folder = std::make_unique<TemporaryFolder>();
                return open();
              },
          .reopen = open};
}

INSTANTIATE_TEST_SUITE_P(Engines, StoreContractTest,
                         ::testing::Values(memory_engine(), sqlite_engine()),
                         [](const auto& engine) { return engine.param.name; });

TEST(RangeOfPrefixTest, EndsBeforeTheFirstKeyWithoutThePrefix) {
  EXPECT_EQ(range_of_prefix(bytes_of("ab")).first, bytes("ab"));
  EXPECT_EQ(range_of_prefix(bytes_of("ab")).last, bytes("ac"));
  EXPECT_EQ(range_of_prefix(bytes_of("a\xff\xff")).last, bytes("b"));
}

TEST(RangeOfPrefixTest, HasNoEndWhenNoKeyComesBehind) {
  EXPECT_TRUE(range_of_prefix(bytes_of("\xff\xff")).last.empty());
  EXPECT_TRUE(range_of_prefix({}).last.empty());
}

}  // namespace
}  // namespace strongroom::store::testing
