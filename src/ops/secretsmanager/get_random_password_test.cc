#include "ops/secretsmanager/get_random_password.h"

#include "ops/secretsmanager/testing/operation_fixture.h"

namespace strongroom::ops::secretsmanager::testing {
namespace {

using GetRandomPasswordTest = OperationTest;

TEST_F(GetRandomPasswordTest, HasThirtyTwoCharactersOfAllTypes) {
  const Answer answer = call("GetRandomPassword", "{}");
  ASSERT_THAT(answer, Succeeds());
  const std::string password = answer.text("RandomPassword");
  EXPECT_EQ(password.size(), 32U);
  EXPECT_NE(password.find_first_of("0123456789"), password.npos);
  EXPECT_EQ(password.find(' '), password.npos);
  EXPECT_NE(password, call("GetRandomPassword", "{}").text("RandomPassword"));
}

TEST_F(GetRandomPasswordTest, LeavesOutWhatIsExcluded) {
  const std::string password =
      call("GetRandomPassword", R"({"PasswordLength":200,"ExcludeNumbers":true,
          "ExcludePunctuation":true,"ExcludeUppercase":true,"ExcludeCharacters":"abc"})")
          .text("RandomPassword");
  EXPECT_EQ(password.size(), 200U);
  EXPECT_EQ(password.find_first_not_of("defghijklmnopqrstuvwxyz"), password.npos);
}

TEST_F(GetRandomPasswordTest, RefusesRulesThatLeaveNothing) {
  EXPECT_THAT(call("GetRandomPassword", R"({"PasswordLength":3})"),
              Fails(ErrorCode::InvalidParameter,
                    "Password length is too short based on the required types."));
  EXPECT_THAT(
      call("GetRandomPassword", R"({"ExcludeNumbers":true,"ExcludePunctuation":true,
                  "ExcludeUppercase":true,"ExcludeLowercase":true})"),
      Fails(ErrorCode::InvalidParameter, "All characters have been excluded from selection."));
  EXPECT_THAT(
      call("GetRandomPassword", R"({"ExcludeCharacters":"0123456789"})"),
      Fails(ErrorCode::InvalidParameter, "All characters of the desired type have been excluded."));
  EXPECT_THAT(call("GetRandomPassword",
                   R"({"ExcludeCharacters":"0123456789","RequireEachIncludedType":false})"),
              Succeeds());
}

TEST_F(GetRandomPasswordTest, ChecksTheLength) {
  for (const char* length : {"0", "4097"}) {
    const Answer answer =
        call("GetRandomPassword", std::string(R"({"PasswordLength":)") + length + "}");
    ASSERT_TRUE(answer.error);
    EXPECT_EQ(answer.error->code(), ErrorCode::Validation);
    EXPECT_THAT(answer.error->message(), ::testing::HasSubstr("'passwordLength'"));
  }
}

TEST_F(GetRandomPasswordTest, IsDecidedWithoutAResource) {
  call("GetRandomPassword", "{}");
  EXPECT_EQ(authorizer.asked[0].resource, "*");
}

}  // namespace
}  // namespace strongroom::ops::secretsmanager::testing
