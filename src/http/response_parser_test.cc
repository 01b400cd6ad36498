#include "http/response_parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>

namespace strongroom::http {
namespace {

using Progress = ResponseParser::Progress;

constexpr ResponseLimits kLimits{.header_bytes = 256, .body_bytes = 64};

/// Given in pieces of `piece` bytes, up to its end or a refusal.
Progress parse(ResponseParser& parser, std::string_view bytes, std::size_t piece) {
  Progress progress = Progress::NeedMore;
  while (progress == Progress::NeedMore && !bytes.empty()) {
    const auto space = parser.space();
    const std::size_t count = std::min({piece, space.size(), bytes.size()});
    std::copy_n(bytes.data(), count, space.data());
    bytes.remove_prefix(count);
    progress = parser.received(count);
  }
  return progress;
}

class ResponseParserTest : public testing::TestWithParam<std::size_t> {
 protected:
  Progress parsed(std::string_view bytes) { return parse(parser_, bytes, GetParam()); }

  ResponseParser parser_{kLimits};
};

TEST_P(ResponseParserTest, TakesABodyOfKnownLength) {
  ASSERT_EQ(parsed("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nETag: \"a\"\r\n\r\nhello"),
            Progress::Complete);
  EXPECT_TRUE(parser_.keep_alive());
  const HttpResponse response = parser_.take();
  EXPECT_EQ(response.status, 200U);
  EXPECT_EQ(response.header("etag"), "\"a\"");
  EXPECT_EQ(response.header("other"), "");
  EXPECT_EQ(response.body, "hello");
}

TEST_P(ResponseParserTest, PutsChunksTogetherAndDropsTheTrailer) {
  ASSERT_EQ(parsed("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                   "3;x=y\r\nhel\r\n2\r\nlo\r\n0\r\nX-Late: 1\r\n\r\n"),
            Progress::Complete);
  const HttpResponse response = parser_.take();
  EXPECT_EQ(response.body, "hello");
  EXPECT_EQ(response.header("x-late"), "");
}

TEST_P(ResponseParserTest, HasNoBodyWithSomeStatuses) {
  for (const auto* head : {"HTTP/1.1 204 No Content\r\n\r\n",
                           "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n"}) {
    ResponseParser parser(kLimits);
    EXPECT_EQ(parse(parser, head, GetParam()), Progress::Complete) << head;
    EXPECT_EQ(parser.take().body, "");
  }
}

TEST_P(ResponseParserTest, SaysWhetherAnotherMayFollow) {
  EXPECT_EQ(parsed("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"),
            Progress::Complete);
  EXPECT_FALSE(parser_.keep_alive());
  ResponseParser old(kLimits);
  EXPECT_EQ(parse(old, "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", GetParam()),
            Progress::Complete);
  EXPECT_FALSE(old.keep_alive());
}

TEST_P(ResponseParserTest, RefusesWhatHasNoCertainEnd) {
  for (const auto* bytes :
       {"HTTP/1.1 200 OK\r\n\r\nbody", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nbody",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "HTTP/2 200 OK\r\n\r\n",
        "HTTP/1.1 099 Low\r\nContent-Length: 0\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"}) {
    ResponseParser parser(kLimits);
    EXPECT_EQ(parse(parser, bytes, GetParam()), Progress::Refused) << bytes;
    EXPECT_FALSE(parser.refusal().empty());
  }
}

TEST_P(ResponseParserTest, RefusesMoreThanIsAllowed) {
  const std::string many(65, 'x');
  const std::string header = "X: " + std::string(256, 'x');
  for (const std::string& bytes :
       {"HTTP/1.1 200 OK\r\nContent-Length: 65\r\n\r\n" + many,
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n41\r\n" + many + "\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n21\r\n" + many.substr(32) +
            "\r\n21\r\n" + many.substr(32) + "\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n" + header + "\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;" + std::string(300, 'x')}) {
    ResponseParser parser(kLimits);
    EXPECT_EQ(parse(parser, bytes, GetParam()), Progress::Refused) << bytes;
  }
  EXPECT_EQ(parsed("HTTP/1.1 200 OK\r\nContent-Length: 64\r\n\r\n" + many.substr(1)),
            Progress::Complete);
}

TEST_P(ResponseParserTest, GoesOnBehindAnAnswer) {
  const std::string two =
      "HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  ASSERT_EQ(parse(parser_, two, two.size()), Progress::Complete);
  EXPECT_EQ(parser_.take().status, 103U);
  ASSERT_EQ(parser_.next(), Progress::Complete);
  EXPECT_EQ(parser_.take().body, "ok");
  EXPECT_EQ(parser_.next(), Progress::NeedMore);
  EXPECT_TRUE(parser_.untouched());
}

TEST_P(ResponseParserTest, WaitsForTheRest) {
  EXPECT_TRUE(parser_.untouched());
  EXPECT_EQ(parsed("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell"), Progress::NeedMore);
  EXPECT_FALSE(parser_.untouched());
}

INSTANTIATE_TEST_SUITE_P(Pieces, ResponseParserTest, testing::Values(1, 7, 4096),
                         [](const auto& info) { return "Of" + std::to_string(info.param); });

}  // namespace
}  // namespace strongroom::http
