#include "gateway/refusals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace strongroom::gateway {
namespace {

Refusals::Refusal refusal(std::string request_id, std::string text) {
  return {.request_id = std::move(request_id), .at = {}, .text = std::move(text)};
}

TEST(RefusalsTest, FindsAllOfARequestInTheirOrder) {
  Refusals refusals;
  refusals.add(refusal("a", "first"));
  refusals.add(refusal("b", "other"));
  refusals.add(refusal("a", "second"));
  const auto found = refusals.of_request("a");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].text, "first");
  EXPECT_EQ(found[1].text, "second");
  EXPECT_TRUE(refusals.of_request("c").empty());
}

TEST(RefusalsTest, ForgetsTheOldestWhenThereAreTooMany) {
  Refusals refusals(2);
  for (const auto* id : {"a", "b", "c"}) refusals.add(refusal(id, "text"));
  EXPECT_TRUE(refusals.of_request("a").empty());
  EXPECT_EQ(refusals.of_request("b").size(), 1U);
  EXPECT_EQ(refusals.of_request("c").size(), 1U);
}

TEST(RefusalsTest, ForgetsTheOldestWhenTheyAreTooLarge) {
  Refusals refusals(100, 10);
  refusals.add(refusal("a", "123456"));
  refusals.add(refusal("b", "1234"));
  EXPECT_EQ(refusals.of_request("a").size(), 1U);
  refusals.add(refusal("c", "1"));
  EXPECT_TRUE(refusals.of_request("a").empty());
  EXPECT_EQ(refusals.of_request("b").size(), 1U);
}

TEST(RefusalsTest, CutsATextThatIsTooLong) {
  Refusals refusals;
  refusals.add(refusal("a", std::string(Refusals::kLongest, 'x')));
  refusals.add(refusal("b", std::string(Refusals::kLongest + 1, 'x')));
  EXPECT_EQ(refusals.of_request("a").front().text, std::string(Refusals::kLongest, 'x'));
  EXPECT_EQ(refusals.of_request("b").front().text.size(), Refusals::kLongest);
  EXPECT_THAT(refusals.of_request("b").front().text, testing::EndsWith("(cut here)\n"));
}

}  // namespace
}  // namespace strongroom::gateway
