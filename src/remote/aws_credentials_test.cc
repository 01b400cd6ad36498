#include "remote/aws_credentials.h"

#include "base/bytes.h"
#include "remote/scripted_http.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace strongroom::remote {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view kRole =
    R"({"Code":"Success","AccessKeyId":"ASIA1","SecretAccessKey":"secret","Token":"token"})";

std::string_view secret_of(const AwsCredentials& credentials) {
  return text_of(credentials.secret_access_key.reveal());
}

TEST(AwsCredentialsTest, AreReadFromAFileAsToolsWriteIt) {
  const auto credentials = credentials_in(
      "# of the deployment\n[default]\r\naws_access_key_id = AKIA1\r\n"
      "aws_secret_access_key=a/b+c=\nregion = eu-west-1\n\naws_session_token = t\n");
  ASSERT_TRUE(credentials) << credentials.error().message();
  EXPECT_EQ(credentials->access_key_id, "AKIA1");
  EXPECT_EQ(secret_of(*credentials), "a/b+c=");
  EXPECT_EQ(credentials->session_token, "t");
  EXPECT_TRUE(credentials_in("aws_access_key_id=a\naws_secret_access_key=b")) << "no heading";
}

TEST(AwsCredentialsTest, OfAFileThatIsNoneAreRefused) {
  for (const char* text :
       {"", "AKIA1\nsecret", "[default]\naws_access_key_id = a\n", "aws_secret_access_key = b",
        "aws_access_key_id =\naws_secret_access_key="}) {
    const auto credentials = credentials_in(text);
    ASSERT_FALSE(credentials) << text;
    EXPECT_EQ(credentials.error().code(), ErrorCode::InvalidSetting);
    EXPECT_THAT(credentials.error().message(), HasSubstr("lacks a key"));
  }
  const auto two = credentials_in(
      "[a]\naws_access_key_id=a\naws_secret_access_key=b\n[c]\naws_access_key_id=c\n");
  ASSERT_FALSE(two);
  EXPECT_THAT(two.error().message(), HasSubstr("more than one profile"));
}

class MachineCredentialsTest : public testing::Test {
 protected:
  MachineCredentialsTest() { forget(); }
  ~MachineCredentialsTest() override { forget(); }

  static void forget() {
    for (const char* name :
         {"AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
          "AWS_CONTAINER_AUTHORIZATION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
          "AWS_EC2_METADATA_SERVICE_ENDPOINT"}) {
      ::unsetenv(name);
    }
  }
  std::vector<std::string> asked() const {
    std::vector<std::string> urls;
    for (const HttpRequest& request : script_.requests) {
      urls.push_back(request.method + " " + request.url);
    }
    return urls;
  }

  ScriptedHttp::Script script_;
  ScriptedHttp client_{script_};
};

TEST_F(MachineCredentialsTest, OfAnInstanceComeFromItsMetadataByAToken) {
  script_.answer(200, "a-session");
  script_.answer(200, "the-role\n");
  script_.answer(200, kRole);
  const auto credentials = credentials_of_machine(client_);
  ASSERT_TRUE(credentials) << credentials.error().detail;
  EXPECT_EQ(credentials->access_key_id, "ASIA1");
  EXPECT_EQ(secret_of(*credentials), "secret");
  EXPECT_EQ(credentials->session_token, "token");
  const std::string service = "http://169.254.169.254/latest/";
  EXPECT_THAT(asked(),
              ElementsAre("PUT " + service + "api/token",
                          "GET " + service + "meta-data/iam/security-credentials/",
                          "GET " + service + "meta-data/iam/security-credentials/the-role"));
  ASSERT_EQ(script_.requests.back().headers.size(), 1U);
  EXPECT_EQ(script_.requests.back().headers[0].name, "X-aws-ec2-metadata-token");
  EXPECT_EQ(script_.requests.back().headers[0].value, "a-session");
}

TEST_F(MachineCredentialsTest, OfAnInstanceMayComeLater) {
  script_.fail(HttpFailure::Kind::TooSlow);
  const auto none = credentials_of_machine(client_);
  ASSERT_FALSE(none);
  EXPECT_TRUE(none.error().may_pass);
  script_.answer(200, "a-session");
  script_.answer(404, "");
  const auto no_role = credentials_of_machine(client_);
  ASSERT_FALSE(no_role);
  EXPECT_FALSE(no_role.error().may_pass);
  EXPECT_THAT(no_role.error().detail, HasSubstr("status 404"));
}

TEST_F(MachineCredentialsTest, OfAContainerComeFromWhereItsEnvironmentSays) {
  ::setenv("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/role", 1);
  script_.answer(200, kRole);
  EXPECT_TRUE(credentials_of_machine(client_));
  EXPECT_THAT(asked(), ElementsAre("GET http://169.254.170.2/v2/role"));

  const std::string file = testing::TempDir() + "container-token";
  std::ofstream(file) << "from-a-file\n";
  ::setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://169.254.170.23/v1/credentials", 1);
  ::setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", file.c_str(), 1);
  script_.answer(200, kRole);
  EXPECT_TRUE(credentials_of_machine(client_));
  EXPECT_EQ(script_.requests.back().url, "http://169.254.170.23/v1/credentials");
  ASSERT_EQ(script_.requests.back().headers.size(), 1U);
  EXPECT_EQ(script_.requests.back().headers[0].value, "from-a-file");
}

TEST_F(MachineCredentialsTest, ThatAreNoneAreRefused) {
  ::setenv("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/role", 1);
  for (const char* answer : {"", "[]", "{}", R"({"AccessKeyId":"a"})", R"({"AccessKeyId":1})"}) {
    script_.answer(200, answer);
    const auto credentials = credentials_of_machine(client_);
    ASSERT_FALSE(credentials) << answer;
    EXPECT_FALSE(credentials.error().may_pass);
  }
}

}  // namespace
}  // namespace strongroom::remote
