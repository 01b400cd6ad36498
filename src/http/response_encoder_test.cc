#include "http/response_encoder.h"

#include <gtest/gtest.h>

#include <string>

namespace strongroom::http {
namespace {

constexpr std::string_view kDate = "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n";

TEST(DateLineTest, WritesTheExampleOfRfc9110) {
  DateLine date;
  EXPECT_EQ(date.at(784111777), kDate);  // section 5.6.7
  EXPECT_EQ(date.at(784111777), kDate);
  EXPECT_EQ(date.at(784111778), "Date: Sun, 06 Nov 1994 08:49:38 GMT\r\n");
}

TEST(EncodedTest, WritesAllHeaders) {
  Arena arena;
  const Response response{.status = 200,
                          .content_type = "application/x-amz-json-1.1",
                          .request_id = "an-id",
                          .body = "{}"};
  EXPECT_EQ(encoded(response, {}, kDate, arena),
            "HTTP/1.1 200 OK\r\n"
            "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
            "Content-Type: application/x-amz-json-1.1\r\n"
            "x-amzn-RequestId: an-id\r\n"
            "Content-Length: 2\r\n\r\n{}");
}

TEST(EncodedTest, LeavesOutWhatIsEmptyButNeverTheLength) {
  Arena arena;
  const Response response{.status = 418};
  EXPECT_EQ(encoded(response, {.keep_alive = false}, "", arena),
            "HTTP/1.1 418 \r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
}

TEST(EncodedTest, TellsAnOldClientThatTheConnectionStays) {
  Arena arena;
  const Response response{};
  EXPECT_EQ(encoded(response, {.http_1_0 = true}, "", arena),
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n");
}

TEST(EncodedTest, SendsTheLengthWithoutTheBodyForHead) {
  Arena arena;
  const Response response{.body = "12345"};
  EXPECT_EQ(encoded(response, {.head = true}, "", arena),
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
}

TEST(EncodedTest, TakesABodyOfAnySize) {
  Arena arena;
  const std::string body(100'000, 'b');
  const Response response{.body = body};
  EXPECT_TRUE(encoded(response, {}, "", arena).ends_with("\r\n\r\n" + body));
}

TEST(EncodedTest, TellsCachesToKeepNothing) {
  Arena arena;
  EXPECT_EQ(encoded({.body = "x", .never_store = true}, {}, "", arena),
            "HTTP/1.1 200 OK\r\nCache-Control: no-cache, no-store, must-revalidate, private\r\n"
            "Expires: 0\r\nPragma: no-cache\r\nContent-Length: 1\r\n\r\nx");
}

}  // namespace
}  // namespace strongroom::http
