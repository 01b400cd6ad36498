#include "ops/secretsmanager/operations.h"

#include "ops/secretsmanager/testing/operation_fixture.h"

#include <algorithm>

namespace strongroom::ops::secretsmanager::testing {
namespace {

template <class... Operations>
std::vector<std::string_view> names_of(OperationList<Operations...>) {
  return {Operations::kName...};
}

TEST(OperationsTest, AreTheWholeApiInAlphabeticalOrder) {
  const std::vector<std::string_view> names = names_of(Operations{});
  EXPECT_EQ(names.size(), 23U);
  EXPECT_TRUE(std::ranges::is_sorted(names));
  EXPECT_EQ(std::ranges::adjacent_find(names), names.end());
}

}  // namespace
}  // namespace strongroom::ops::secretsmanager::testing
