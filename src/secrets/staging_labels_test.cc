#include "secrets/staging_labels.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace strongroom::secrets {
namespace {

using ::testing::ElementsAre;

TEST(StagingLabelsTest, ListsThoseOfAwsFirstThenCustomOnesInTheOrderOfTheirComing) {
  StagingLabels labels;
  for (const auto* label : {"b", "AWSPENDING", "a", "AWSCURRENT", "AWSPREVIOUS"}) labels.add(label);
  EXPECT_THAT(labels.list(), ElementsAre("AWSCURRENT", "AWSPREVIOUS", "AWSPENDING", "b", "a"));
  EXPECT_EQ(labels.size(), 5u);
}

TEST(StagingLabelsTest, HoldsALabelOnce) {
  StagingLabels labels;
  for (const auto* label : {"a", "a", "AWSCURRENT", "AWSCURRENT"}) labels.add(label);
  EXPECT_EQ(labels.size(), 2u);
}

TEST(StagingLabelsTest, IsEmptyAgainWhenAllAreRemoved) {
  StagingLabels labels;
  EXPECT_TRUE(labels.empty());
  labels.add("a");
  labels.add(kPending);
  EXPECT_FALSE(labels.empty());
  labels.remove("a");
  labels.remove(kPending);
  EXPECT_TRUE(labels.empty());
  EXPECT_EQ(labels, StagingLabels());
}

TEST(StagingLabelsTest, RemovesNothingThatIsAbsent) {
  StagingLabels labels;
  labels.add("a");
  labels.remove("b");
  labels.remove(kCurrent);
  EXPECT_THAT(labels.list(), ElementsAre("a"));
}

TEST(StagingLabelsTest, TellsCaseApart) {
  StagingLabels labels;
  labels.add("awscurrent");
  EXPECT_FALSE(labels.contains(kCurrent));
  EXPECT_TRUE(labels.contains("awscurrent"));
}

TEST(StagingLabelsTest, IsIndependentOfItsCopy) {
  StagingLabels labels;
  labels.add("a");
  StagingLabels copy = labels;
  copy.add("b");
  EXPECT_THAT(labels.list(), ElementsAre("a"));
  EXPECT_NE(labels, copy);
}

}  // namespace
}  // namespace strongroom::secrets
