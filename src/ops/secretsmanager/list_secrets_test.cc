#include "ops/secretsmanager/list_secrets.h"

#include "ops/secretsmanager/testing/operation_fixture.h"

#include <fmt/format.h>

namespace strongroom::ops::secretsmanager::testing {
namespace {

class ListSecretsTest : public OperationTest {
 protected:
  void SetUp() override {
    for (const char c : {'1', '2', '3'}) {
      create(std::string("app/") + c, "s", c);
      clock.advance(std::chrono::seconds(1));
    }
  }
  std::string names(const Answer& answer) {
    std::string all;
    for (const auto& entry : answer.json.at("SecretList").as_array()) {
      all += std::string(entry.at("Name").as_string()) + " ";
    }
    return all;
  }
};

TEST_F(ListSecretsTest, GivesTheOldestFirst) {
  const Answer answer = call("ListSecrets", "{}");
  ASSERT_THAT(answer, Succeeds());
  EXPECT_EQ(names(answer), "app/1 app/2 app/3 ");
  EXPECT_FALSE(answer.has("NextToken"));
}

TEST_F(ListSecretsTest, ShowsLabelsUnderItsOwnName) {
  const Answer answer = call("ListSecrets", "{}");
  EXPECT_EQ(answer.part("/SecretList/0/SecretVersionsToStages"),
            fmt::format(R"({{"{}":["AWSCURRENT"]}})", token('1')));
  EXPECT_EQ(answer.part("/SecretList/0/VersionIdsToStages"), "absent");
}

TEST_F(ListSecretsTest, GivesAnEmptyListWhenNothingMatches) {
  EXPECT_EQ(call("ListSecrets", R"({"Filters":[{"Key":"name","Values":["x"]}]})").body,
            R"({"SecretList":[]})");
}

TEST_F(ListSecretsTest, GoesThroughPages) {
  const Answer first = call("ListSecrets", R"({"MaxResults":2})");
  EXPECT_EQ(names(first), "app/1 app/2 ");
  const Answer second = call("ListSecrets", fmt::format(R"({{"MaxResults":2,"NextToken":"{}"}})",
                                                        first.text("NextToken")));
  EXPECT_EQ(names(second), "app/3 ");
  EXPECT_FALSE(second.has("NextToken"));
}

TEST_F(ListSecretsTest, RefusesATokenOfAnotherQuery) {
  const Answer first = call("ListSecrets", R"({"MaxResults":2})");
  for (const std::string& body :
       {fmt::format(R"({{"SortOrder":"desc","NextToken":"{}"}})", first.text("NextToken")),
        std::string(R"({"NextToken":"x"})")}) {
    const Answer answer = call("ListSecrets", body);
    ASSERT_TRUE(answer.error);
    EXPECT_EQ(answer.error->code(), ErrorCode::InvalidNextToken);
  }
}

TEST_F(ListSecretsTest, SortsAsAsked) {
  EXPECT_EQ(names(call("ListSecrets", R"({"SortOrder":"desc"})")), "app/3 app/2 app/1 ");
  EXPECT_EQ(names(call("ListSecrets", R"({"SortBy":"name","SortOrder":"desc"})")),
            "app/3 app/2 app/1 ");
  put("app/1", "s2", '9');
  EXPECT_EQ(names(call("ListSecrets", R"({"SortBy":"last-changed-date"})")), "app/2 app/3 app/1 ");
}

TEST_F(ListSecretsTest, HidesSecretsScheduledForDeletionUnlessAsked) {
  schedule_deletion("app/2");
  EXPECT_EQ(names(call("ListSecrets", "{}")), "app/1 app/3 ");
  const Answer all = call("ListSecrets", R"({"IncludePlannedDeletion":true})");
  EXPECT_EQ(names(all), "app/1 app/2 app/3 ");
  EXPECT_NE(all.part("/SecretList/1/DeletedDate"), "absent");
}

TEST_F(ListSecretsTest, FiltersByEveryKey) {
  call("TagResource", R"({"SecretId":"app/1","Tags":[{"Key":"team","Value":"red"}]})");
  call("UpdateSecret",
       fmt::format(
           R"({{"SecretId":"app/2","Description":"the main one","ClientRequestToken":"{}"}})",
           token('9')));
  const auto filtered = [this](std::string_view key, std::string_view value) {
    return names(
        call("ListSecrets",
             fmt::format(R"({{"Filters":[{{"Key":"{}","Values":["{}"]}}]}})", key, value)));
  };
  EXPECT_EQ(filtered("name", "app/3"), "app/3 ");
  EXPECT_EQ(filtered("tag-key", "te"), "app/1 ");
  EXPECT_EQ(filtered("tag-value", "red"), "app/1 ");
  EXPECT_EQ(filtered("description", "MAIN"), "app/2 ");
  EXPECT_EQ(filtered("all", "main"), "app/2 ");
  EXPECT_EQ(filtered("primary-region", "eu"), "");
  EXPECT_EQ(filtered("owning-service", "rds"), "");
}

TEST_F(ListSecretsTest, RefusesFiltersOfAWrongForm) {
  const Answer unknown = call("ListSecrets", R"({"Filters":[{"Key":"colour","Values":["a"]}]})");
  ASSERT_TRUE(unknown.error);
  EXPECT_EQ(unknown.error->code(), ErrorCode::Validation);
  EXPECT_THAT(unknown.error->message(), ::testing::HasSubstr("'filters.1.member.key'"));
  EXPECT_THAT(call("ListSecrets", R"({"Filters":[{"Values":["a"]}]})"),
              Fails(ErrorCode::InvalidParameter, "Invalid filter key"));
  EXPECT_THAT(call("ListSecrets", R"({"Filters":[{"Key":"name"}]})"),
              Fails(ErrorCode::InvalidParameter, "Invalid filter values for key: name"));
  const Answer character = call("ListSecrets", R"({"Filters":[{"Key":"name","Values":["a*"]}]})");
  ASSERT_TRUE(character.error);
  EXPECT_EQ(character.error->code(), ErrorCode::Validation);
  const Answer size = call("ListSecrets", R"({"MaxResults":101})");
  ASSERT_TRUE(size.error);
  EXPECT_EQ(size.error->code(), ErrorCode::Validation);
}

}  // namespace
}  // namespace strongroom::ops::secretsmanager::testing
