#include "app/settings.h"

#include "app/settings_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace strongroom::app {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr std::string_view kWhole = R"(
[server]
listen = "127.0.0.1:8443"
data = "/srv/strongroom"
account = "111122223333"
regions = ["eu-west-1", "us-east-1"]
threads = 2
trusted_proxies = ["127.0.0.1"]
[server.tls]
certificate = "/etc/cert.pem"
private_key = "/etc/key.pem"
[seal]
key_file = "/etc/root.key"
[identity]
key_sets = "/etc/key-sets"
fetch_keys = false
ca_file = "/etc/ca.pem"
private_addresses = ["10.1.0.0/16", "fd00::1"]
[policies]
block_public = true
named_in_refusals = true
[memory]
value_cache_mib = 64
[log]
level = "warning"
)";

TEST(SettingsFileTest, ReadsEverySetting) {
  const Settings settings = parse_settings(kWhole, "s.toml").value();
  EXPECT_EQ(settings.address, "127.0.0.1");
  EXPECT_EQ(settings.port, 8443);
  EXPECT_EQ(settings.data_folder, "/srv/strongroom");
  EXPECT_EQ(settings.account, "111122223333");
  EXPECT_THAT(settings.regions, testing::ElementsAre("eu-west-1", "us-east-1"));
  EXPECT_EQ(settings.threads, 2U);
  EXPECT_THAT(settings.trusted_proxies, testing::ElementsAre("127.0.0.1"));
  EXPECT_EQ(settings.tls->certificate_chain, "/etc/cert.pem");
  EXPECT_EQ(settings.seal.key_file, "/etc/root.key");
  EXPECT_EQ(settings.key_sets, "/etc/key-sets");
  EXPECT_FALSE(settings.fetch_keys);
  EXPECT_EQ(settings.provider_ca_file, "/etc/ca.pem");
  EXPECT_THAT(settings.private_addresses, testing::ElementsAre("10.1.0.0/16", "fd00::1"));
  EXPECT_TRUE(settings.block_public_policies);
  EXPECT_TRUE(settings.refusals_name_policies);
  EXPECT_EQ(settings.value_cache_bytes, std::size_t{64} << 20);
  EXPECT_EQ(settings.log_level, log::Level::Warning);
  EXPECT_TRUE(check(settings));
}

TEST(SettingsFileTest, LetsKeysOfProvidersBeFetchedUnlessItSaysNo) {
  EXPECT_TRUE(parse_settings("", "s.toml").value().fetch_keys);
}

struct WrongFile {
  const char* text;
  const char* message;
};

class WrongSettingsFileTest : public testing::TestWithParam<WrongFile> {};

TEST_P(WrongSettingsFileTest, IsRefusedWithFileLineAndRemedy) {
  const auto settings = parse_settings(GetParam().text, "s.toml");
  ASSERT_FALSE(settings);
  EXPECT_THAT(settings.error().message(), HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Files, WrongSettingsFileTest,
    testing::Values(
        WrongFile{"[server]\nlisen = \"x\"\n",
                  "s.toml:2: there is no setting 'server.lisen'. Known here: account"},
        WrongFile{"[server]\n\nthreads = 0\n",
                  "s.toml:3: server.threads: write a whole number from 1 to 256."},
        WrongFile{"[server]\ndata = 5\n", "s.toml:2: server.data: write a text in quotes."},
        WrongFile{"[server]\nregions = [1]\n", "s.toml:2: server.regions: write a list of texts"},
        WrongFile{"[server]\nlisten = \"nowhere\"\n",
                  "s.toml:2: server.listen: listen address 'nowhere'"},
        WrongFile{"[server]\n\naccount = \"12\"\n",
                  "s.toml:3: server.account: account '12': an account id is twelve digits."},
        WrongFile{"[server]\nregions = [\"eu-west-1\", \"Europe\"]\n",
                  "s.toml:2: server.regions: region 'Europe': write a Region's name"},
        WrongFile{"[identity]\nfetch_keys = \"no\"\n",
                  "s.toml:2: identity.fetch_keys: write true or false."},
        WrongFile{"[log]\nlevel = \"loud\"\n",
                  "s.toml:2: log.level: write \"debug\" or \"info\" or \"warning\" or \"error\"."},
        WrongFile{"[server]\n\nlisten = \"localhost:80\"\n",
                  "s.toml:3: server.listen: listen address localhost is not an IP address"},
        WrongFile{"[server]\ntrusted_proxies = [\"10.1.0.0/16\", \"everybody\"]\n",
                  "s.toml:2: server.trusted_proxies: 'everybody' is no address or network"},
        WrongFile{"[identity]\nprivate_addresses = [\"10.1\"]\n",
                  "s.toml:2: identity.private_addresses: '10.1' is no address or network"},
        WrongFile{"server = 1\n", "s.toml:1: server: write a table"},
        WrongFile{"[server.tls]\ncertificate = \"c\"\n", "s.toml:1: server.tls needs both"},
        WrongFile{"\n[seal]\nkind = \"hope\"\n",
                  "s.toml:2: seal.kind 'hope' is not known. Known: key-file, credential"},
        WrongFile{"[seal]\nkind = \"key-file\"\n", "s.toml:1: no root key: set seal.key_file"},
        WrongFile{"[seal]\nkind = \"shares\"\nkey_file = \"f\"\n",
                  "s.toml:1: seal.key_file: seal.kind 'shares' does not use it."},
        WrongFile{"[seal]\nkind = \"pkcs11\"\nmodule = \"m\"\ntoken = \"t\"\n",
                  "s.toml:1: seal.credential is missing: seal.kind 'pkcs11' needs it."},
        WrongFile{"[seal]\nkind = \"passphrase\"\ndescriptor = \"0\"\n",
                  "s.toml:1: seal.descriptor: write a number from 3 up"},
        WrongFile{"[seal]\nkind = \"passphrase\"\ndescriptor = \"3\"\ncredential = \"c\"\n",
                  "a passphrase comes from one of them"},
        WrongFile{"[server\n", "s.toml:1: this is not TOML"}));

Settings production() { return parse_settings(kWhole, "s.toml").value(); }

TEST(SettingsTest, RefusesPlainHttpThatTheNetworkCanSee) {
  Settings settings = production();
  settings.tls.reset();
  settings.address = "0.0.0.0";
  EXPECT_THAT(check(settings).error().message(), HasSubstr("server.tls.certificate"));
  settings.address = "127.0.0.1";
  EXPECT_TRUE(check(settings));
}

TEST(SettingsTest, NamesTheLineOfWhatDoesNotFitTogether) {
  const auto refusal = [](std::string_view text, const Overrides& overrides) {
    Settings settings = parse_settings(text, "s.toml").value();
    auto checked = apply(overrides, settings);
    if (checked) checked = check(settings);
    return checked ? std::string() : checked.error().message();
  };
  constexpr std::string_view kPlain =
      "[server]\ndata = \"d\"\nlisten = \"0.0.0.0:80\"\n[seal]\nkey_file = \"k\"\n";
  EXPECT_THAT(refusal(kPlain, {}), StartsWith("s.toml:3: plain HTTP on 0.0.0.0"));
  EXPECT_THAT(refusal(kPlain, {.listen = "[::]:80"}), StartsWith("--listen: plain HTTP on ::"));
  EXPECT_THAT(refusal(kPlain, {.listen = "80"}), StartsWith("--listen: listen address '80'"));
  EXPECT_THAT(refusal(kPlain, {.account = "12"}), StartsWith("--account: account '12'"));
  EXPECT_THAT(refusal(kPlain, {.region = "Europe"}), StartsWith("--region: region 'Europe'"));
  EXPECT_EQ(refusal(kPlain, {.listen = "127.0.0.1:80"}), "");
  EXPECT_THAT(refusal("[server]\ndata = \"d\"\n", {}), StartsWith("s.toml: no root key"));
  EXPECT_THAT(refusal("", {}), StartsWith("s.toml: no data folder"));
}

TEST(SettingsTest, KeepsDevelopmentOnThisMachine) {
  Settings settings = production();
  settings.development = true;
  settings.address = "0.0.0.0";
  EXPECT_THAT(check(settings).error().message(), HasSubstr("strongroom serve"));
}

TEST(SettingsTest, WantsARootKeyInProduction) {
  Settings settings = production();
  settings.seal.key_file.clear();
  EXPECT_THAT(check(settings).error().message(), HasSubstr("seal.key_file"));
}

TEST(SettingsTest, TellsWhatPeopleMustGive) {
  const auto asked = [](std::string_view kind, std::string credential, std::string descriptor,
                        bool at_start) {
    SealSettings seal;
    seal.kind = kind;
    seal.credential = std::move(credential);
    seal.descriptor = std::move(descriptor);
    return asked_by(seal, at_start);
  };
  EXPECT_EQ(asked("key-file", "", "", true), Asked::Nothing);
  EXPECT_EQ(asked("shares", "", "", true), Asked::Shares);
  EXPECT_EQ(asked("passphrase", "", "", true), Asked::Passphrase);
  EXPECT_EQ(asked("passphrase", "c", "", false), Asked::Nothing);
  EXPECT_EQ(asked("passphrase", "", "3", true), Asked::Nothing);
  EXPECT_EQ(asked("passphrase", "", "3", false), Asked::Passphrase) << "it was read";
}

TEST(SettingsTest, RefusesWrongAccountsAndRegions) {
  Settings settings = production();
  settings.account = "12";
  EXPECT_FALSE(check(settings));
  settings = production();
  settings.regions = {"Europe"};
  EXPECT_FALSE(check(settings));
}

TEST(SettingsTest, ReadsListenAddresses) {
  Settings settings;
  EXPECT_TRUE(set_listen_address(settings, "[::1]:0"));
  EXPECT_EQ(settings.address, "::1");
  EXPECT_EQ(settings.port, 0);
  EXPECT_TRUE(set_listen_address(settings, ":80"));
  EXPECT_EQ(settings.address, "0.0.0.0");
  for (const auto* bad : {"", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536",
                          "127.0.0.1:-1", "300.0.0.1:80", "127.0.0.1.example.com:80"}) {
    EXPECT_FALSE(set_listen_address(settings, bad)) << bad;
  }
}

}  // namespace
}  // namespace strongroom::app
