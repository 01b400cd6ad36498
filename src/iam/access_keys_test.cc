#include "iam/access_keys.h"

#include <gtest/gtest.h>

namespace strongroom::iam {
namespace {

AccessKeyPtr key(std::string id, std::string_view secret) {
  return std::make_shared<const AccessKey>(
      AccessKey{.id = std::move(id),
                .secret = crypto::SecretBytes::copy_of(bytes_of(secret)),
                .principal = root_of("111122223333")});
}

TEST(AccessKeysTest, FindsByIdAndNothingElse) {
  AccessKeys keys;
  keys.add(key("AKIAIOSFODNN7EXAMPLE", "one"));
  EXPECT_EQ(keys.find("AKIAIOSFODNN7EXAMPLE")->principal.arn, "arn:aws:iam::111122223333:root");
  EXPECT_EQ(keys.find("AKIAIOSFODNN7"), nullptr);
  EXPECT_EQ(keys.find(""), nullptr);
}

TEST(AccessKeysTest, ReplacesAKeyOfTheSameId) {
  AccessKeys keys;
  keys.add(key("test", "one"));
  keys.add(key("test", "two"));
  EXPECT_EQ(text_of(keys.find("test")->secret.reveal()), "two");
  EXPECT_EQ(keys.size(), 1U);
}

TEST(AccessKeysTest, ForgetsWhatIsErased) {
  AccessKeys keys;
  keys.add(key("test", "one"));
  keys.erase("other");
  keys.erase("test");
  EXPECT_EQ(keys.find("test"), nullptr);
}

TEST(AccessKeysTest, ClonesTheSecretToo) {
  const AccessKeyPtr original = key("test", "one");
  const AccessKey copy = original->clone();
  EXPECT_EQ(copy.id, "test");
  EXPECT_EQ(text_of(copy.secret.reveal()), "one");
}

}  // namespace
}  // namespace strongroom::iam
