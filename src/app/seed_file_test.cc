#include "app/seed_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace strongroom::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

Result<Seed> parsed(std::string_view text) {
  return parse_seed(text, "seed.toml", {.account = "000000000000", .region = "us-east-1"});
}

TEST(SeedFileTest, ReadsEveryKindWithItsDefaults) {
  const Seed seed = parsed(R"(
[[account]]
id = "111122223333"
[[policy]]
name = "read"
document = '''{"a": 1}'''
[[group]]
name = "team"
policies = ["read"]
[[user]]
name = "alice"
groups = ["team"]
inline_policies = { own = "{}" }
tags = { team = "blue" }
access_key_id = "ALICE"
secret_access_key = "secret"
[[role]]
name = "app"
account = "111122223333"
trust_policy = "{}"
[[secret]]
name = "a"
value = "v"
[[secret]]
name = "b"
region = "eu-west-1"
)")
                        .value();
  EXPECT_EQ(seed.accounts.at(0).name, "111122223333");
  EXPECT_EQ(seed.policies.at(0).document, R"({"a": 1})");
  EXPECT_THAT(seed.groups.at(0).permissions.policies, ElementsAre("read"));
  const SeedUser& alice = seed.users.at(0);
  EXPECT_EQ(alice.line, 10U);
  EXPECT_EQ(alice.account, "000000000000");
  EXPECT_EQ(alice.path, "/");
  EXPECT_THAT(alice.groups, ElementsAre("team"));
  EXPECT_THAT(alice.permissions.inlined, ElementsAre(Pair("own", "{}")));
  EXPECT_THAT(alice.tags, ElementsAre(Pair("team", "blue")));
  EXPECT_EQ(seed.roles.at(0).account, "111122223333");
  EXPECT_EQ(seed.secrets.at(0).value, "v");
  EXPECT_EQ(seed.secrets.at(0).region, "us-east-1");
  EXPECT_EQ(seed.secrets.at(1).value, std::nullopt);
  EXPECT_EQ(seed.secrets.at(1).region, "eu-west-1");
}

struct WrongSeed {
  const char* text;
  const char* message;
};

class WrongSeedFileTest : public testing::TestWithParam<WrongSeed> {};

TEST_P(WrongSeedFileTest, IsRefusedWithFileLineAndReason) {
  const auto seed = parsed(GetParam().text);
  ASSERT_FALSE(seed);
  EXPECT_EQ(seed.error().code(), ErrorCode::InvalidSetting);
  EXPECT_THAT(seed.error().message(), HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Files, WrongSeedFileTest,
    testing::Values(
        WrongSeed{"[[user\n", "seed.toml:1: this is not TOML"},
        WrongSeed{"\n[[usr]]\nname = \"a\"\n", "seed.toml:2: there is no 'usr' to declare"},
        WrongSeed{"user = 1\n", "seed.toml:1: write [[user]]."},
        WrongSeed{"[user]\nname = \"a\"\n", "seed.toml:1: write [[user]]."},
        WrongSeed{"\n[[user]]\npath = \"/\"\n", "seed.toml:2: user needs name."},
        WrongSeed{"[[user]]\nname = 5\n", "seed.toml:2: user.name: write a text in quotes."},
        WrongSeed{"[[user]]\nname = \"a\"\ngroup = \"b\"\n", "seed.toml:3: user has no 'group'."},
        WrongSeed{"[[user]]\nname = \"a\"\ngroups = \"b\"\n",
                  "seed.toml:3: user.groups: write a list of texts"},
        WrongSeed{"[[user]]\nname = \"a\"\ntags = [\"b\"]\n",
                  "seed.toml:3: user.tags: write a table of texts"},
        WrongSeed{"[[user]]\nname = \"a\"\naccess_key_id = \"b\"\n",
                  "seed.toml:3: user: access_key_id and secret_access_key come together."},
        WrongSeed{"[[account]]\nid = \"12\"\n", "seed.toml:2: account '12'"},
        WrongSeed{"[[secret]]\nname = \"a\"\nregion = \"Europe\"\n",
                  "seed.toml:3: region 'Europe'"},
        WrongSeed{"[[role]]\nname = \"a\"\n", "seed.toml:1: role needs trust_policy."}));

}  // namespace
}  // namespace strongroom::app
