#include "iam/password_hash.h"
#include "iam/testing/iam_fixture.h"

#include <chrono>

namespace strongroom::iam {
namespace {

using ::testing::ElementsAre;
using testing::kAccount;

TEST(PasswordHashTest, IsOfItsPasswordAlone) {
  const std::string hash = hash_password(bytes_of("correct horse"));
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
  EXPECT_TRUE(password_matches(hash, bytes_of("correct horse")));
  EXPECT_FALSE(password_matches(hash, bytes_of("Correct horse")));
  EXPECT_FALSE(password_matches(hash, bytes_of("")));
  EXPECT_NE(hash_password(bytes_of("correct horse")), hash) << "a fresh salt each time";
}

TEST(PasswordHashTest, OfNoHashMatchesNothing) {
  for (const auto* text : {"", "x", "$argon2id$", "$argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAA"}) {
    EXPECT_FALSE(password_matches(text, bytes_of("password"))) << text;
  }
}

std::string refusal(const std::optional<PasswordPolicy>& policy, std::string_view password) {
  const auto checked = check_password(policy, "alice", bytes_of(password));
  if (!checked) EXPECT_EQ(checked.error().code(), ErrorCode::PasswordPolicyViolation);
  return checked ? "" : checked.error().message();
}

TEST(PasswordPolicyTest, IsAwsDefaultWhereThereIsNone) {
  EXPECT_EQ(refusal(std::nullopt, "Passw0rd"), "");
  EXPECT_EQ(refusal(std::nullopt, "Passw0r"), "Password should have a minimum length of 8");
  EXPECT_NE(refusal(std::nullopt, "password1"), "");
  EXPECT_NE(refusal(std::nullopt, std::string(129, 'a') + "A1"), "");
}

TEST(PasswordPolicyTest, AsksForEachKindThatItNames) {
  const PasswordPolicy all{.minimum_length = 6,
                           .require_symbols = true,
                           .require_numbers = true,
                           .require_uppercase = true,
                           .require_lowercase = true};
  EXPECT_EQ(refusal(all, "aB3$xx"), "");
  EXPECT_EQ(refusal(all, "aB3$x"), "Password should have a minimum length of 6");
  EXPECT_EQ(refusal(all, "ab3$xx"), "Password should have at least one uppercase letter");
  EXPECT_EQ(refusal(all, "AB3$XX"), "Password should have at least one lowercase letter");
  EXPECT_EQ(refusal(all, "aBc$xx"), "Password should have at least one number");
  EXPECT_NE(refusal(all, "aB3xxx"), "");
}

TEST(PasswordPolicyTest, HasNumbersInTheirRanges) {
  EXPECT_TRUE(
      check_password_policy({.minimum_length = 128, .max_age_days = 1095, .remembered = 24}));
  EXPECT_FALSE(check_password_policy({.minimum_length = 5}));
  EXPECT_FALSE(check_password_policy({.minimum_length = 129}));
  EXPECT_FALSE(check_password_policy({.max_age_days = 1096}));
  EXPECT_EQ(
      check_password_policy({.remembered = 25}).error().message(),
      "1 validation error detected: Value '25' at 'passwordReusePrevention' failed to satisfy "
      "constraint: Member must have value less than or equal to 24");
}

TEST(PasswordPolicyTest, LetsPasswordsExpire) {
  const Timestamp set = timestamp_of(0);
  const PasswordPolicy policy{.max_age_days = 90};
  EXPECT_FALSE(password_expired(policy, set, set + std::chrono::days(89)));
  EXPECT_TRUE(password_expired(policy, set, set + std::chrono::days(90)));
  EXPECT_FALSE(password_expired(std::nullopt, set, set + std::chrono::days(9000)));
}

class LoginProfileTest : public testing::IamTest {};

TEST_F(LoginProfileTest, IsMadeChangedAndRemoved) {
  user("alice");
  EXPECT_EQ(refused(delete_login_profile(basis(), seen<User>("alice"))),
            Error(ErrorCode::NoSuchEntity, "Login Profile for User alice cannot be found."));
  made(create_login_profile(basis(), directory().find<User>(kAccount, "alice"), "first", true));
  EXPECT_EQ(
      refused(create_login_profile(basis(), directory().find<User>(kAccount, "alice"), "x", false))
          .code(),
      ErrorCode::EntityAlreadyExists);
  clock_.advance(std::chrono::hours(1));
  const UserPtr alice =
      made(update_login_profile(basis(), directory().find<User>(kAccount, "alice"),
                                {.hash = "second", .reset_required = false}));
  EXPECT_EQ(alice->login->hash, "second");
  EXPECT_EQ(alice->login->changed, clock_.now());
  EXPECT_FALSE(alice->login->reset_required);
  EXPECT_TRUE(alice->login->former.empty()) << "no policy asks to remember";
  made(delete_login_profile(basis(), seen<User>("alice")));
  EXPECT_EQ(directory().find<User>(kAccount, "alice")->login, nullptr);
}

TEST_F(LoginProfileTest, RemembersAsManyPasswordsAsThePolicyAsks) {
  user("alice");
  made(put_password_policy(basis(), kAccount, {.remembered = 2}));
  made(create_login_profile(basis(), directory().find<User>(kAccount, "alice"), "1", false));
  for (const char* hash : {"2", "3"}) {
    made(update_login_profile(basis(), directory().find<User>(kAccount, "alice"), {.hash = hash}));
  }
  const UserPtr alice = directory().find<User>(kAccount, "alice");
  EXPECT_THAT(forbidden_hashes(directory(), *alice), ElementsAre("3", "2"));
  EXPECT_THAT(alice->login->former, ElementsAre("2"));
  made(delete_password_policy(basis(), kAccount));
  EXPECT_TRUE(forbidden_hashes(directory(), *alice).empty());
  EXPECT_EQ(refused(delete_password_policy(basis(), kAccount)).message(),
            "The Password Policy with domain name 111122223333 cannot be found.");
}

}  // namespace
}  // namespace strongroom::iam
