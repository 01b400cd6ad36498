#include "ops/secretsmanager/operations.h"

#include "ops/secretsmanager/testing/operation_fixture.h"

#include <algorithm>

namespace strongroom::ops::secretsmanager::testing {
namespace {

TEST(OperationsTest, AreTheWholeApiInAlphabeticalOrder) {
  EXPECT_EQ(operations().size(), 23U);
  const auto not_after = [](const OperationEntry& one, const OperationEntry& next) {
    return one.name >= next.name;
  };
  EXPECT_EQ(std::ranges::adjacent_find(operations(), not_after), operations().end());
}

}  // namespace
}  // namespace strongroom::ops::secretsmanager::testing
