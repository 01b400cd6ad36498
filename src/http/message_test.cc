#include "http/message.h"

#include <gtest/gtest.h>

#include <array>

namespace strongroom::http {
namespace {

TEST(EqualsIgnoringCaseTest, IgnoresTheCaseOfAsciiLettersOnly) {
  EXPECT_TRUE(equals_ignoring_case("X-Amz-Target", "x-amz-TARGET"));
  EXPECT_TRUE(equals_ignoring_case("", ""));
  EXPECT_FALSE(equals_ignoring_case("host", "hosts"));
  EXPECT_FALSE(equals_ignoring_case("\xC4", "\xE4"));
  EXPECT_FALSE(equals_ignoring_case("[", "{"));  // they differ by the bit of case
}

TEST(RequestTest, FindsTheFirstHeaderOfAName) {
  const std::array<Header, 3> headers{{{.name = "Host", .value = "a"},
                                       {.name = "X-Two", .value = "1"},
                                       {.name = "x-two", .value = "2"}}};
  Request request;
  request.headers = headers;
  EXPECT_EQ(request.header("x-two"), "1");
  EXPECT_EQ(request.header("host"), "a");
}

TEST(RequestTest, TellsAnAbsentHeaderFromAnEmptyOne) {
  const std::array<Header, 1> headers{{{.name = "Empty", .value = ""}}};
  Request request;
  request.headers = headers;
  EXPECT_NE(request.header("empty").data(), nullptr);
  EXPECT_EQ(request.header("absent").data(), nullptr);
}

}  // namespace
}  // namespace strongroom::http
