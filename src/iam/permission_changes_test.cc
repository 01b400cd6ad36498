#include "iam/testing/iam_fixture.h"

namespace strongroom::iam {
namespace {

using ::testing::ElementsAre;
using testing::kAccount;
using testing::kAllowAll;
using testing::kDenyAll;
using testing::kOther;

constexpr std::string_view kArn = "arn:aws:iam::111122223333:policy/p";
constexpr std::string_view kAdministrator = "arn:aws:iam::aws:policy/AdministratorAccess";

/// An otherwise sound policy with this much that is not white space.
std::string document_of(std::size_t size) {
  constexpr std::string_view kBegin = R"({"Version": "2012-10-17", "Statement": [{"Sid": ")";
  constexpr std::string_view kEnd =
      R"(", "Effect": "Allow", "Action": "kms:*", "Resource": "*"}]})";
  const std::string empty = std::string(kBegin) + std::string(kEnd);
  const std::size_t used = policy::policy_size(empty);
  return std::string(kBegin) + std::string(size - used, 'x') + std::string(kEnd);
}

class AttachmentTest : public testing::IamTest {};

TEST_F(AttachmentTest, IsMadeOnceAndCounted) {
  policy("p");
  user("alice");
  made(attach_policy<User>(basis(), seen<User>("alice"), kArn));
  made(attach_policy<User>(basis(), seen<User>("alice"), kArn));
  group("g");
  made(attach_policy<Group>(basis(), seen<Group>("g"), kArn));
  role("r");
  made(attach_policy<Role>(basis(), seen<Role>("r"), kArn));
  made(put_boundary<Role>(basis(), seen<Role>("r"), kArn));
  const PolicyUses uses = directory().uses_of_policy(kAccount, kArn);
  EXPECT_EQ(uses.attachments(), 3U);
  EXPECT_EQ(uses.boundaries(), 1U);
  EXPECT_EQ(uses.users[0]->name, "alice");
}

TEST_F(AttachmentTest, TakesPoliciesOfAwsAndNoOtherAccounts) {
  user("alice");
  made(attach_policy<User>(basis(), seen<User>("alice"), kAdministrator));
  made(create_policy(basis(), {kOther, "theirs", kAllowAll}));
  for (const std::string_view arn : {std::string_view("arn:aws:iam::444455556666:policy/theirs"),
                                     std::string_view("arn:aws:iam::111122223333:policy/none"),
                                     std::string_view("arn:aws:iam::aws:policy/None")}) {
    EXPECT_EQ(refused(attach_policy<User>(basis(), seen<User>("alice"), arn)),
              Error(ErrorCode::NoSuchEntity,
                    "Policy " + std::string(arn) + " does not exist or is not attachable."));
  }
  EXPECT_EQ(refused(attach_policy<User>(basis(), seen<User>("alice"), "nonsense")),
            Error(ErrorCode::Validation, "Invalid ARN:  Could not be parsed!"));
}

TEST_F(AttachmentTest, IsOneOfTen) {
  role("r");
  for (int i = 0; i < 10; ++i) {
    made(attach_policy<Role>(basis(), seen<Role>("r"), policy("p" + std::to_string(i))->arn()));
  }
  EXPECT_EQ(refused(attach_policy<Role>(basis(), seen<Role>("r"), policy("q")->arn())),
            Error(ErrorCode::LimitExceeded, "Cannot exceed quota for PoliciesPerRole: 10"));
}

TEST_F(AttachmentTest, KeepsThePolicyFromBeingDeleted) {
  policy("p");
  user("alice");
  auto deletion = delete_policy(basis(), seen<ManagedPolicy>(kArn));
  made(attach_policy<User>(basis(), seen<User>("alice"), kArn));
  EXPECT_EQ(refused(std::move(deletion)).code(), ErrorCode::Conflict) << "attached meanwhile";
  EXPECT_EQ(refused(delete_policy(basis(), seen<ManagedPolicy>(kArn))),
            Error(ErrorCode::DeleteConflict, "Cannot delete a policy attached to entities."));
  made(detach_policy<User>(basis(), seen<User>("alice"), kArn));
  made(put_boundary<User>(basis(), seen<User>("alice"), kArn));
  EXPECT_EQ(refused(delete_policy(basis(), seen<ManagedPolicy>(kArn))).code(),
            ErrorCode::DeleteConflict);
  made(delete_boundary<User>(basis(), seen<User>("alice")));
  made(delete_policy(basis(), seen<ManagedPolicy>(kArn)));
  EXPECT_EQ(directory().find_policy(kArn), nullptr);
}

TEST_F(AttachmentTest, CannotBeUndoneWhenThereIsNone) {
  policy("p");
  user("alice");
  EXPECT_EQ(refused(detach_policy<User>(basis(), seen<User>("alice"), kArn)),
            Error(ErrorCode::NoSuchEntity, "Policy " + std::string(kArn) + " was not found."));
}

class InlinePolicyTest : public testing::IamTest {};

TEST_F(InlinePolicyTest, IsReplacedAndReadAsItWasWritten) {
  user("alice");
  const std::string spaced = "\n " + std::string(kDenyAll) + "\t\r\n";
  made(put_inline_policy<User>(basis(), seen<User>("alice"), "p", kAllowAll));
  const UserPtr alice = made(put_inline_policy<User>(basis(), seen<User>("alice"), "p", spaced));
  ASSERT_EQ(alice->permissions.inlined.size(), 1U);
  EXPECT_EQ(require_inline(*alice, "p").value()->document->text, spaced);
  EXPECT_EQ(require_inline(*alice, "q").error(),
            Error(ErrorCode::NoSuchEntity, "The user policy with name q cannot be found."));
}

TEST_F(InlinePolicyTest, RefusesMalformedDocuments) {
  user("alice");
  struct Row {
    std::string_view document;
    std::string_view message;
  };
  for (const auto& [document, message] : std::initializer_list<Row>{
           {"{", "This policy contains invalid Json"},
           {R"({"Version":"2012-10-17","Statement":[]})", "Syntax errors in policy."},
           {R"({"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})",
            "Policy document must be version 2012-10-17 or greater."},
           {R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Resource":"*"}})",
            "Policy statement must contain actions."},
           {R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*"}})",
            "Policy statement must contain resources."},
       }) {
    EXPECT_EQ(refused(put_inline_policy<User>(basis(), seen<User>("alice"), "p", document)),
              Error(ErrorCode::MalformedPolicyDocument, std::string(message)));
  }
}

TEST_F(InlinePolicyTest, CountsAllTogetherWithoutWhiteSpace) {
  user("alice");
  made(put_inline_policy<User>(basis(), seen<User>("alice"), "a", document_of(1000)));
  made(put_inline_policy<User>(basis(), seen<User>("alice"), "b", document_of(1048)));
  made(put_inline_policy<User>(basis(), seen<User>("alice"), "b",
                               std::string(5000, ' ') + document_of(1048)));
  EXPECT_EQ(
      refused(put_inline_policy<User>(basis(), seen<User>("alice"), "b", document_of(1049))),
      Error(ErrorCode::LimitExceeded, "Maximum policy size of 2048 bytes exceeded for user alice"));
}

class ManagedPolicyTest : public testing::IamTest {};

TEST_F(ManagedPolicyTest, BeginsWithItsFirstVersion) {
  const ManagedPolicyPtr made_policy = policy("p");
  EXPECT_EQ(made_policy->arn(), kArn);
  EXPECT_TRUE(made_policy->id.starts_with("ANPA"));
  EXPECT_EQ(made_policy->default_version, 1U);
  EXPECT_EQ(made_policy->document()->text, kAllowAll);
  EXPECT_EQ(refused(create_policy(basis(), {kAccount, "P", kAllowAll})),
            Error(ErrorCode::EntityAlreadyExists,
                  "A policy called P already exists. Duplicate names are not allowed."));
}

TEST_F(ManagedPolicyTest, IsFoundByItsExactArn) {
  made(create_policy(basis(), {kAccount, "p", kAllowAll, "/x/"}));
  EXPECT_NE(directory().find_policy("arn:aws:iam::111122223333:policy/x/p"), nullptr);
  for (const auto* arn :
       {"arn:aws:iam::111122223333:policy/p", "arn:aws:iam::111122223333:policy/x/P",
        "arn:aws:iam::111122223333:policy/x/", "arn:aws:iam::111122223333:policy/",
        "arn:aws:s3::111122223333:policy/x/p", "arn:aws:iam::444455556666:policy/x/p", ""}) {
    EXPECT_EQ(directory().find_policy(arn), nullptr) << arn;
  }
}

TEST_F(ManagedPolicyTest, HasFiveVersionsWhoseNumbersNeverComeBack) {
  policy("p");
  for (int i = 2; i <= 5; ++i) {
    made(create_policy_version(basis(), seen<ManagedPolicy>(kArn), kDenyAll, false));
  }
  EXPECT_EQ(refused(create_policy_version(basis(), seen<ManagedPolicy>(kArn), kDenyAll, true)),
            Error(ErrorCode::LimitExceeded,
                  "A managed policy can have up to 5 versions. Before you create a new version, "
                  "you must delete an existing version."));
  made(delete_policy_version(basis(), seen<ManagedPolicy>(kArn), "v5"));
  const ManagedPolicyPtr sixth =
      made(create_policy_version(basis(), seen<ManagedPolicy>(kArn), kDenyAll, true));
  EXPECT_EQ(sixth->versions.back().number, 6U);
  EXPECT_EQ(sixth->default_version, 6U);
  EXPECT_EQ(refused(delete_policy_version(basis(), seen<ManagedPolicy>(kArn), "v5")),
            Error(ErrorCode::NoSuchEntity, "Policy " + std::string(kArn) +
                                               " version v5 does not exist or is not attachable."));
}

TEST_F(ManagedPolicyTest, KeepsItsDefaultVersion) {
  policy("p");
  made(create_policy_version(basis(), seen<ManagedPolicy>(kArn), kDenyAll, false));
  EXPECT_EQ(refused(delete_policy_version(basis(), seen<ManagedPolicy>(kArn), "v1")),
            Error(ErrorCode::DeleteConflict, "Cannot delete the default version of a policy."));
  made(set_default_version(basis(), seen<ManagedPolicy>(kArn), "v2"));
  made(delete_policy_version(basis(), seen<ManagedPolicy>(kArn), "v1"));
  EXPECT_EQ(directory().find_policy(kArn)->document()->text, kDenyAll);
}

TEST_F(ManagedPolicyTest, IsDeletedWithItsLastVersionAlone) {
  policy("p");
  made(create_policy_version(basis(), seen<ManagedPolicy>(kArn), kDenyAll, false));
  EXPECT_EQ(refused(delete_policy(basis(), seen<ManagedPolicy>(kArn))).message(),
            "This policy has more than one version. Before you delete a policy, you must delete "
            "the policy's versions. The default version is deleted with the policy.");
  made(delete_policy_version(basis(), seen<ManagedPolicy>(kArn), "v2"));
  made(delete_policy(basis(), seen<ManagedPolicy>(kArn)));
  EXPECT_EQ(require<ManagedPolicy>(directory(), kAccount, kArn).error(),
            Error(ErrorCode::NoSuchEntity, "Policy " + std::string(kArn) + " was not found."));
}

TEST_F(ManagedPolicyTest, HasALimitOfSizeWithoutWhiteSpace) {
  made(create_policy(basis(), {kAccount, "p", document_of(6144)}));
  EXPECT_EQ(refused(create_policy(basis(), {kAccount, "q", document_of(6145)})),
            Error(ErrorCode::LimitExceeded, "Cannot exceed quota for PolicySize: 6144"));
}

TEST_F(ManagedPolicyTest, OfAwsCanBeReadAndNotChanged) {
  const std::vector<ManagedPolicyPtr> shipped = directory().all<ManagedPolicy>("aws");
  EXPECT_EQ(shipped.size(), 14U);
  for (const ManagedPolicyPtr& each : shipped) {
    EXPECT_NE(each->document()->compiled, nullptr) << each->name;
    EXPECT_EQ(each->id.size(), 21U) << each->name;
    EXPECT_EQ(directory().find_policy(each->arn()), each);
    EXPECT_EQ(refused(delete_policy(basis(), each)).code(), ErrorCode::InvalidInput);
    EXPECT_EQ(refused(create_policy_version(basis(), each, kAllowAll, true)).code(),
              ErrorCode::InvalidInput);
    const std::array tags{Tag{"a", "b"}};
    EXPECT_EQ(refused(add_tags<ManagedPolicy>(basis(), each, tags)).code(),
              ErrorCode::InvalidInput);
  }
  EXPECT_EQ(directory()
                .find_policy("arn:aws:iam::aws:policy/job-function/ViewOnlyAccess")
                ->default_version,
            43U);
}

class RoleTest : public testing::IamTest {};

TEST_F(RoleTest, IsMadeAndUpdated) {
  role("r");
  made(update_role(basis(), seen<Role>("r"),
                   {.description = "for the app", .max_session = std::chrono::hours(2)}));
  const RolePtr found = directory().find<Role>(kAccount, "R");
  EXPECT_EQ(found->description, "for the app");
  EXPECT_EQ(found->max_session, std::chrono::seconds(7200));
  EXPECT_EQ(refused(create_role(basis(), {kAccount, "R", testing::kTrustAccount})),
            Error(ErrorCode::EntityAlreadyExists, "Role with name R already exists."));
}

TEST_F(RoleTest, RefusesSessionsThatAreTooShortOrTooLong) {
  role("r");
  for (const int seconds : {3599, 43201}) {
    EXPECT_EQ(refused(update_role(basis(), seen<Role>("r"),
                                  {.max_session = std::chrono::seconds(seconds)}))
                  .code(),
              ErrorCode::Validation);
  }
}

TEST_F(RoleTest, RefusesTrustPoliciesThatAreNone) {
  struct Row {
    std::string_view document;
    std::string_view message;
  };
  for (
      const auto& [document, message] : std::initializer_list<Row>{
          {"{", "This policy contains invalid Json"},
          {R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Resource":"*"}})",
           "Has prohibited field Resource"},
          {R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject"}})",
           "AssumeRole policy may only specify STS AssumeRole actions."},
      }) {
    EXPECT_EQ(refused(create_role(basis(), {kAccount, "r", document})),
              Error(ErrorCode::MalformedPolicyDocument, std::string(message)));
  }
}

TEST_F(RoleTest, IsDeletedOnlyWhenItIsEmpty) {
  role("r");
  made(attach_policy<Role>(basis(), seen<Role>("r"), kAdministrator));
  made(put_inline_policy<Role>(basis(), seen<Role>("r"), "p", kAllowAll));
  const RolePtr present = directory().find<Role>(kAccount, "r");
  made(note_role_use(basis(), present->id, "eu-west-1"));
  const auto message = [&] { return refused(delete_role(basis(), seen<Role>("r"))).message(); };
  EXPECT_EQ(message(), "Cannot delete entity, must detach all policies first.");
  made(detach_policy<Role>(basis(), seen<Role>("r"), kAdministrator));
  EXPECT_EQ(message(), "Cannot delete entity, must delete policies first.");
  made(delete_inline_policy<Role>(basis(), seen<Role>("r"), "p"));
  made(delete_role(basis(), seen<Role>("r")));
  EXPECT_EQ(directory().find_by_id<Role>(present->id), nullptr);
  EXPECT_EQ(directory().last_use(present->id), nullptr);
}

class OidcProviderTest : public testing::IamTest {};

TEST_F(OidcProviderTest, IsKnownByItsUrlWithoutScheme) {
  const std::array<std::string_view, 1> clients{"sts.amazonaws.com"};
  const OidcProviderPtr provider = made(create_oidc_provider(
      basis(), {.account = kAccount, .url = "https://issuer.example/a", .client_ids = clients}));
  EXPECT_EQ(provider->arn(), "arn:aws:iam::111122223333:oidc-provider/issuer.example/a");
  EXPECT_EQ(refused(create_oidc_provider(basis(),
                                         {.account = kAccount, .url = "https://issuer.example/a"})),
            Error(ErrorCode::EntityAlreadyExists,
                  "Provider with url https://issuer.example/a already exists."));
  made(add_client_id(basis(), seen<OidcProvider>(provider->arn()), "second"));
  made(remove_client_id(basis(), seen<OidcProvider>(provider->arn()), "sts.amazonaws.com"));
  EXPECT_THAT(seen<OidcProvider>(provider->arn())->client_ids, ElementsAre("second"));
  made(delete_oidc_provider(basis(), seen<OidcProvider>(provider->arn())));
  EXPECT_EQ(require<OidcProvider>(directory(), kAccount, provider->arn()).error().message(),
            "OpenIDConnect Provider not found for arn " + provider->arn());
}

TEST_F(OidcProviderTest, RefusesUrlsAndThumbprintsOfAWrongForm) {
  for (const auto* url : {"", "http://issuer.example", "https://", "https:///a", "https://a?b",
                          "https://a#b", "https://u@a"}) {
    EXPECT_EQ(refused(create_oidc_provider(basis(), {.account = kAccount, .url = url})),
              Error(ErrorCode::Validation, "Invalid Open ID Connect Provider URL"))
        << url;
  }
  const std::array<std::string_view, 1> thumbprints{"abc"};
  EXPECT_EQ(
      refused(create_oidc_provider(
                  basis(), {.account = kAccount, .url = "https://a", .thumbprints = thumbprints}))
          .code(),
      ErrorCode::Validation);
}

class AccountTest : public testing::IamTest {};

TEST_F(AccountTest, HasAnAliasThatNoOtherHas) {
  made(set_account_alias(basis(), kAccount, "acme"));
  EXPECT_EQ(directory().account_by_alias("acme")->id, kAccount);
  EXPECT_EQ(refused(set_account_alias(basis(), kOther, "acme")),
            Error(ErrorCode::EntityAlreadyExists, "The account alias acme already exists."));
  made(set_account_alias(basis(), kAccount, "other-name"));
  made(set_account_alias(basis(), kOther, "acme"));
  EXPECT_EQ(refused(delete_account_alias(basis(), kAccount, "acme")).code(),
            ErrorCode::NoSuchEntity);
  made(delete_account_alias(basis(), kAccount, "other-name"));
  EXPECT_EQ(directory().account_by_alias("other-name"), nullptr);
}

TEST_F(AccountTest, GivesAnAliasToOneOfTwoWhoAskAtOnce) {
  auto first = set_account_alias(basis(), kAccount, "acme");
  auto second = set_account_alias(basis(), kOther, "acme");
  made(std::move(first));
  EXPECT_EQ(refused(std::move(second)).code(), ErrorCode::Conflict);
}

TEST_F(AccountTest, IsMadeOnce) {
  EXPECT_EQ(refused(create_account(basis(), kAccount)).code(), ErrorCode::EntityAlreadyExists);
  EXPECT_EQ(refused(create_account(basis(), "123")).code(), ErrorCode::InvalidInput);
}

}  // namespace
}  // namespace strongroom::iam
