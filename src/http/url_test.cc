#include "http/url.h"

#include <gtest/gtest.h>

namespace strongroom::http {
namespace {

TEST(UrlTest, IsTakenApart) {
  const auto url = parse_url("https://login.example.com:8443/tenant/keys?v=1");
  ASSERT_TRUE(url);
  EXPECT_TRUE(url->tls);
  EXPECT_EQ(url->authority, "login.example.com:8443");
  EXPECT_EQ(url->host, "login.example.com");
  EXPECT_EQ(url->port, 8443);
  EXPECT_EQ(url->target, "/tenant/keys?v=1");
}

TEST(UrlTest, HasThePortOfItsSchemeAndTheRootAsPath) {
  const auto plain = parse_url("http://127.0.0.1");
  const auto secure = parse_url("https://[::1]?x");
  ASSERT_TRUE(plain && secure);
  EXPECT_EQ(plain->port, 80);
  EXPECT_EQ(plain->target, "/");
  EXPECT_FALSE(plain->tls);
  EXPECT_EQ(secure->port, 443);
  EXPECT_EQ(secure->host, "::1");
  EXPECT_EQ(secure->authority, "[::1]");
  EXPECT_EQ(secure->target, "/?x");
}

class BadUrlTest : public testing::TestWithParam<std::string_view> {};

TEST_P(BadUrlTest, IsRefused) { EXPECT_FALSE(parse_url(GetParam())); }

INSTANTIATE_TEST_SUITE_P(
    Url, BadUrlTest,
    testing::Values("", "https://", "https:///path", "ftp://host/", "HTTPS://host/", "//host/",
                    "host", "https://user@host/", "https://user:word@host/", "https://host:/",
                    "https://host:0/", "https://host:65536/", "https://host:1x/",
                    "https://host:+1/", "https://[::1/", "https://[]/", "https://[::1]x/",
                    "https://ho st/", "https://host/a b", "https://host/a\r\nX: y",
                    "https://host/#part", "https://host#part", "https://host\\@other/",
                    "https://h\xc3\xb6st/", "https://host/\x7f", "https://host%2eexample/"));

TEST(UrlTest, IsBounded) {
  EXPECT_TRUE(parse_url("https://host/" + std::string(2000, 'a')));
  EXPECT_FALSE(parse_url("https://host/" + std::string(2048, 'a')));
  EXPECT_FALSE(parse_url("https://" + std::string(254, 'a')));
}

}  // namespace
}  // namespace strongroom::http
