#include "http/address_rule.h"

#include <gtest/gtest.h>

namespace strongroom::http {
namespace {

bool allowed(const std::string& address, std::vector<std::string> networks = {}) {
  const auto rule = AddressRule::of(networks);
  EXPECT_TRUE(rule);
  return rule && rule->allows(boost::asio::ip::make_address(address));
}

TEST(AddressRuleTest, LetsPublicAddressesBeAsked) {
  for (const auto* address :
       {"1.1.1.1", "93.184.216.34", "100.63.255.255", "172.32.0.1", "192.167.255.255",
        "223.255.255.255", "2606:4700::1111", "2a00:1450::1", "::ffff:1.1.1.1"}) {
    EXPECT_TRUE(allowed(address)) << address;
  }
}

TEST(AddressRuleTest, RefusesWhatIsNotPublic) {
  for (const auto* address : {"0.0.0.0",
                              "10.0.0.1",
                              "100.64.0.1",
                              "127.0.0.1",
                              "127.1.2.3",
                              "169.254.169.254",
                              "172.16.0.1",
                              "172.31.255.255",
                              "192.0.0.1",
                              "192.0.2.1",
                              "192.168.1.1",
                              "198.18.0.1",
                              "198.51.100.1",
                              "203.0.113.1",
                              "224.0.0.1",
                              "255.255.255.255",
                              "::",
                              "::1",
                              "fe80::1",
                              "fd00:ec2::254",
                              "fc00::1",
                              "ff02::1",
                              "2001::1",
                              "2001:db8::1",
                              "2002:7f00:1::",
                              "64:ff9b::7f00:1",
                              "::127.0.0.1",
                              "::ffff:10.0.0.1",
                              "::ffff:169.254.169.254"}) {
    EXPECT_FALSE(allowed(address)) << address;
  }
}

TEST(AddressRuleTest, LetsTheNetworksOfTheSettingBeAsked) {
  EXPECT_TRUE(allowed("10.1.2.3", {"10.1.0.0/16"}));
  EXPECT_TRUE(allowed("::ffff:10.1.2.3", {"10.1.0.0/16"}));
  EXPECT_FALSE(allowed("10.2.0.1", {"10.1.0.0/16"}));
  EXPECT_TRUE(allowed("10.1.2.3", {"10.1.9.9/16"}));
  EXPECT_TRUE(allowed("127.0.0.1", {"::1", "127.0.0.1"}));
  EXPECT_FALSE(allowed("127.0.0.2", {"127.0.0.1"}));
  EXPECT_TRUE(allowed("fd12::1", {"fd00::/8"}));
  EXPECT_FALSE(allowed("10.0.0.1", {"fd00::/8"}));
  EXPECT_TRUE(allowed("10.0.0.1", {"0.0.0.0/0"}));
  EXPECT_FALSE(allowed("fd12::1", {"0.0.0.0/0"}));
}

TEST(AddressRuleTest, NamesWhatIsNoNetwork) {
  for (const auto* text : {"", "example.com", "10.0.0.0/33", "10.0.0/8", "::/129", "10.0.0.1/"}) {
    const auto rule = AddressRule::of(std::vector<std::string>{text});
    ASSERT_FALSE(rule) << text;
    EXPECT_EQ(rule.error().code(), ErrorCode::InvalidSetting);
  }
}

}  // namespace
}  // namespace strongroom::http
