#include "ops/kms/key_tags.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace strongroom::ops::kms_api {
namespace {

kms::Key key_with(std::size_t tags) {
  kms::Key key;
  for (std::size_t i = 0; i < tags; ++i) {
    key.tags.push_back({.key = "key" + std::to_string(i), .value = "old"});
  }
  return key;
}

TEST(KmsKeyTagsTest, AreReplacedInPlaceAndAddedBehind) {
  kms::Key key = key_with(2);
  const std::vector<Tag> tags{{.key = "new", .value = ""}, {.key = "key0", .value = "changed"}};
  ASSERT_TRUE(put_tags(key, tags));
  const std::vector<kms::Tag> expected{{.key = "key0", .value = "changed"},
                                       {.key = "key1", .value = "old"},
                                       {.key = "new", .value = ""}};
  EXPECT_EQ(key.tags, expected);
}

TEST(KmsKeyTagsTest, AreFiftyAtMostWithThoseThatAreThere) {
  kms::Key full = key_with(50);
  const std::vector<Tag> one_more{{.key = "new", .value = ""}};
  EXPECT_FALSE(put_tags(full, one_more));
  const std::vector<Tag> another_value{{.key = "key49", .value = "changed"}};
  EXPECT_TRUE(put_tags(full, another_value));
  kms::Key nearly = key_with(49);
  EXPECT_TRUE(put_tags(nearly, one_more));
}

TEST(KmsKeyTagsTest, StayAsTheyAreWhenOneOfThemIsRefused) {
  for (const std::string_view wrong : {"aws:x", "AWS:x", "aWs:", "key0"}) {
    kms::Key key = key_with(1);
    const std::vector<Tag> tags{{.key = "key0", .value = "changed"}, {.key = wrong, .value = ""}};
    const auto put = put_tags(key, tags);
    ASSERT_FALSE(put) << wrong;
    EXPECT_EQ(put.error().code(), ErrorCode::InvalidTag);
    EXPECT_EQ(key.tags, key_with(1).tags) << wrong;
  }
  kms::Key key = key_with(0);
  const std::vector<Tag> alike{{.key = "aws", .value = ""}, {.key = "Aws", .value = ""}};
  EXPECT_TRUE(put_tags(key, alike)) << "neither reserved nor the same";
}

}  // namespace
}  // namespace strongroom::ops::kms_api
