#include "secrets/secret_id.h"

#include <gtest/gtest.h>

#include <string>

namespace strongroom::secrets {
namespace {

struct AcceptedId {
  const char* name;
  std::string_view text, secret, suffix, account;
};
constexpr AcceptedId kAccepted[] = {
    {"Name", "app/db", "app/db", "", ""},
    {"NameWithAllPunctuation", "/a-/_+=.@!9Z", "/a-/_+=.@!9Z", "", ""},
    {"NameThatEndsLikeASuffix", "app-a1B2c3", "app-a1B2c3", "", ""},
    {"FullArn", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-a1B2c3", "app/db",
     "a1B2c3", "111122223333"},
    {"PartialArn", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db", "app/db", "",
     "111122223333"},
    {"ArnOfAnotherRegion", "arn:aws:secretsmanager:us-east-1:111122223333:secret:app-a1B2c3", "app",
     "a1B2c3", "111122223333"},
    {"PartialArnThatEndsLikeASuffix",
     "arn:aws:secretsmanager:eu-west-1:111122223333:secret:my-secret", "my", "secret",
     "111122223333"},
    {"FullArnOfANameThatEndsLikeASuffix",
     "arn:aws:secretsmanager:eu-west-1:111122223333:secret:my-secret-a1B2c3", "my-secret", "a1B2c3",
     "111122223333"},
    {"SixCharactersThatAreNoSuffix",
     "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-a1B_c3", "app-a1B_c3", "",
     "111122223333"},
    {"NothingBeforeTheSuffix", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:-a1B2c3",
     "-a1B2c3", "", "111122223333"},
};
class AcceptedIdTest : public ::testing::TestWithParam<AcceptedId> {};
TEST_P(AcceptedIdTest, IsTakenApart) {
  const SecretId id = parse_secret_id(GetParam().text).value();
  EXPECT_EQ(id.name, GetParam().secret);
  EXPECT_EQ(id.suffix, GetParam().suffix);
  EXPECT_EQ(id.account, GetParam().account);
}
INSTANTIATE_TEST_SUITE_P(Contract2, AcceptedIdTest, ::testing::ValuesIn(kAccepted),
                         [](const auto& info) { return std::string(info.param.name); });

class RefusedIdTest : public ::testing::TestWithParam<std::string_view> {};
TEST_P(RefusedIdTest, IsNoNameAndNoArn) {
  const auto refused = parse_secret_id(GetParam());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code(), ErrorCode::Validation);
  EXPECT_EQ(refused.error().message(),
            "Invalid name. Must be a valid name containing alphanumeric characters, or any of the "
            "following: -/_+=.@!");
}
INSTANTIATE_TEST_SUITE_P(
    Contract16, RefusedIdTest,
    ::testing::Values("", "with space", "a*", "a?", "a]", "a\\b", "a:b", "\xc3\xa4", "arn:aws",
                      "arn:aws:kms:eu-west-1:111122223333:key/1",
                      "arn:aws:secretsmanager:eu-west-1:111122223333:secret:",
                      "arn:aws:secretsmanager:eu-west-1:111122223333:app-a1B2c3",
                      "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a b-a1B2c3",
                      std::string_view("a\0b", 3)));

}  // namespace
}  // namespace strongroom::secrets
