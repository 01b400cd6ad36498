#include "http/trusted_proxies.h"

#include <gtest/gtest.h>

#include <vector>

namespace strongroom::http {
namespace {

struct Client {
  std::string_view address;
  bool tls;
  friend bool operator==(const Client&, const Client&) = default;
};

// Behind a proxy at 10.0.0.1, and another one in 192.168.0.0/16.
Client client_by(const std::vector<Header>& headers, bool tls = false) {
  const std::vector<std::string> networks{"10.0.0.1", "192.168.0.0/16", "fd00::/8"};
  const auto proxies = TrustedProxies::of(networks);
  Request request;
  request.headers = headers;
  request.peer_address = "10.0.0.1";
  request.tls = tls;
  request.tls_version = "TLSv1.3";
  proxies->show_client(request);
  EXPECT_TRUE(request.tls_version.empty());
  return {request.peer_address, request.tls};
}

TEST(TrustedProxiesTest, SayWhoTheClientIs) {
  const auto address = [](std::string_view list) {
    return client_by({{"X-Forwarded-For", list}}).address;
  };
  EXPECT_EQ(address("203.0.113.7"), "203.0.113.7");
  EXPECT_EQ(address("2001:db8::1 , 192.168.3.4"), "2001:db8::1") << "through two of them";
  EXPECT_EQ(address("192.168.3.4,fd00::2"), "192.168.3.4") << "a proxy's own request";
  EXPECT_EQ(client_by({}).address, "10.0.0.1");
}

TEST(TrustedProxiesTest, AreNotBelievedWhatTheClientSaidOfHimself) {
  const auto address = [](std::string_view list) {
    return client_by({{"X-Forwarded-For", list}}).address;
  };
  EXPECT_EQ(address("198.51.100.1, 203.0.113.7"), "203.0.113.7");
  EXPECT_EQ(address("198.51.100.1, 203.0.113.7, 192.168.3.4"), "203.0.113.7");
  for (const char* list : {"198.51.100.1, unknown", "198.51.100.1,", "198.51.100.1:80", "x", " "}) {
    EXPECT_EQ(address(list), "10.0.0.1") << list;
  }
  EXPECT_EQ(
      client_by({{"X-Forwarded-For", "198.51.100.1"}, {"x-forwarded-for", "203.0.113.7"}}).address,
      "203.0.113.7");
  EXPECT_EQ(
      client_by({{"X-Forwarded-For", "203.0.113.7"}, {"x-forwarded-for", "192.168.3.4"}}).address,
      "203.0.113.7");
}

TEST(TrustedProxiesTest, SayWhetherTheClientSpokeTls) {
  const auto tls = [](std::string_view proto, bool to_us) {
    return client_by({{"X-Forwarded-Proto", proto}}, to_us).tls;
  };
  EXPECT_TRUE(tls("HTTPS", false));
  EXPECT_TRUE(tls("http, https", false));
  EXPECT_FALSE(tls("http", true));
  EXPECT_FALSE(tls("", true));
  EXPECT_TRUE(client_by({}, true).tls);
  EXPECT_FALSE(client_by({}, false).tls);
}

TEST(TrustedProxiesTest, AreThoseOfTheirNetworks) {
  const std::vector<std::string> networks{"10.0.0.0/8"};
  const auto proxies = TrustedProxies::of(networks);
  const auto trusted = [&](const char* text) {
    return proxies->trusts(boost::asio::ip::make_address(text));
  };
  EXPECT_TRUE(trusted("10.1.2.3"));
  EXPECT_TRUE(trusted("::ffff:10.1.2.3"));
  EXPECT_FALSE(trusted("11.1.2.3"));
  EXPECT_FALSE(TrustedProxies().trusts(boost::asio::ip::make_address("127.0.0.1")))
      << "by default nobody";
  const std::vector<std::string> wrong{"everybody"};
  EXPECT_FALSE(TrustedProxies::of(wrong));
}

}  // namespace
}  // namespace strongroom::http
