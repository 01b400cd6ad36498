#include "http/request_parser.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace strongroom::http {
namespace {

using Progress = RequestParser::Progress;

constexpr RequestLimits kLimits{.header_bytes = 512, .body_bytes = 10'000};

const std::string kPlain =
    "POST /a?b=c HTTP/1.1\r\nHost: example.com\r\nX-Padded: \t two words \t\r\n"
    "Content-Length: 11\r\n\r\nhello world";
const std::string kChunked =
    "POST /c HTTP/1.1\r\nHost: example.com\r\nTransfer-Encoding: chunked\r\n\r\n"
    "6;name=value\r\nhello \r\n5\r\nworld\r\n0\r\nX-Trailer: dropped\r\n\r\n";
const std::string kNoChunks =
    "POST /n HTTP/1.1\r\nHost: example.com\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";

struct Parsed {
  Progress progress = Progress::NeedMore;
  std::string text;  // of the request
  unsigned refusal = 0;
  bool operator==(const Parsed&) const = default;
};

std::string text_of(const Request& request) {
  std::string text;
  text.append(request.method).append(" ").append(request.target).append("\n");
  for (const Header& header : request.headers) {
    text.append(header.name).append("=").append(header.value).append("\n");
  }
  return text.append(request.body);
}

/// Gives `bytes` to `parser` in pieces of at most `piece`.
Progress feed(RequestParser& parser, std::string_view bytes, std::size_t piece) {
  Progress progress = Progress::NeedMore;
  while (!bytes.empty() && progress == Progress::NeedMore) {
    const auto space = parser.space();
    const std::size_t count = std::min({piece, space.size(), bytes.size()});
    std::copy_n(bytes.data(), count, space.data());
    bytes.remove_prefix(count);
    progress = parser.received(count);
  }
  return progress;
}

Parsed parsed(std::string_view bytes, std::size_t piece = 100'000) {
  Arena arena;
  RequestParser parser(kLimits, arena);
  const Progress progress = feed(parser, bytes, piece);
  return {.progress = progress,
          .text = progress == Progress::Complete ? text_of(parser.request()) : "",
          .refusal = progress == Progress::Refused ? parser.refusal() : 0};
}

unsigned refusal_of(std::string_view bytes) { return parsed(bytes).refusal; }

std::string with_headers(const std::string& lines) {
  return "POST / HTTP/1.1\r\nHost: h\r\n" + lines + "\r\n";
}

TEST(RequestParserTest, ReadsABodyOfKnownLength) {
  EXPECT_EQ(parsed(kPlain).text,
            "POST /a?b=c\nHost=example.com\nX-Padded=two words\nContent-Length=11\nhello world");
}

TEST(RequestParserTest, JoinsChunksAndDropsTrailers) {
  EXPECT_EQ(parsed(kChunked).text,
            "POST /c\nHost=example.com\nTransfer-Encoding=chunked\nhello world");
  EXPECT_EQ(parsed(kNoChunks).text, "POST /n\nHost=example.com\nTransfer-Encoding=chunked\n");
}

TEST(RequestParserTest, RefusesControlCharactersInTheExtensionOfAChunk) {
  const std::string head = with_headers("Transfer-Encoding: chunked\r\n");
  EXPECT_EQ(parsed(head + "1;n=\"a\tb\"\r\nx\r\n0\r\n\r\n").progress, Progress::Complete);
  for (const std::string_view bad : {"\n", "\x01", "\x7f"}) {
    EXPECT_EQ(refusal_of(fmt::format("{}1;n=\"a{}b\"\r\nx\r\n0\r\n\r\n", head, bad)), 400U);
  }
}

TEST(RequestParserTest, DoesNotCareWhereARequestIsSplit) {
  for (const std::string& request : {kPlain, kChunked, kNoChunks}) {
    const Parsed whole = parsed(request);
    ASSERT_EQ(whole.progress, Progress::Complete);
    for (std::size_t piece = 1; piece < request.size(); ++piece) {
      EXPECT_EQ(parsed(request, piece).text, whole.text) << "pieces of " << piece;
    }
    for (std::size_t at = 1; at < request.size(); ++at) {
      Arena arena;
      RequestParser parser(kLimits, arena);
      ASSERT_EQ(feed(parser, request.substr(0, at), at), Progress::NeedMore) << at;
      ASSERT_EQ(feed(parser, request.substr(at), request.size()), Progress::Complete) << at;
      EXPECT_EQ(text_of(parser.request()), whole.text) << "split at " << at;
    }
  }
}

TEST(RequestParserTest, PassesOverOneEmptyLineBeforeARequest) {
  for (const std::size_t piece : {1U, 2U, 3U, 100'000U}) {
    EXPECT_EQ(parsed("\r\n" + kPlain, piece), parsed(kPlain)) << piece;
    EXPECT_EQ(parsed("\r\n\r\n" + kPlain, piece).refusal, 400U) << piece;
    EXPECT_EQ(parsed("\n" + kPlain, piece).refusal, 400U) << piece;
    EXPECT_EQ(parsed("\r" + kPlain, piece).refusal, 400U) << piece;
  }
}

TEST(RequestParserTest, IsUntouchedAfterAnEmptyLineBehindARequest) {
  Arena arena;
  RequestParser parser(kLimits, arena);
  EXPECT_EQ(feed(parser, kPlain + "\r\n", 100'000), Progress::Complete);
  EXPECT_EQ(parser.next(), Progress::NeedMore);
  EXPECT_TRUE(parser.untouched());
  EXPECT_EQ(feed(parser, kPlain, 100'000), Progress::Complete);
}

TEST(RequestParserTest, KeepsItsViewsWhileTheBufferGrows) {
  const std::string body(kLimits.body_bytes, 'b');
  const std::string head =
      "POST /grow HTTP/1.1\r\nHost: h\r\nX-Folded: a\r\n b\r\nContent-Length: " +
      std::to_string(body.size()) + "\r\n\r\n";
  EXPECT_EQ(parsed(head + body, 700).text, "POST /grow\nHost=h\nX-Folded=a b\nContent-Length=" +
                                               std::to_string(body.size()) + "\n" + body);
}

TEST(RequestParserTest, FindsPipelinedRequestsInOrder) {
  Arena arena;
  RequestParser parser(kLimits, arena);
  ASSERT_EQ(feed(parser, kPlain + kChunked + kPlain + "GET", 100'000), Progress::Complete);
  EXPECT_EQ(parser.request().target, "/a?b=c");
  ASSERT_EQ(parser.next(), Progress::Complete);
  EXPECT_EQ(parser.request().target, "/c");
  EXPECT_EQ(parser.request().body, "hello world");
  ASSERT_EQ(parser.next(), Progress::Complete);
  EXPECT_EQ(parser.request().body, "hello world");
  ASSERT_EQ(parser.next(), Progress::NeedMore);
  EXPECT_FALSE(parser.untouched());
}

TEST(RequestParserTest, FindsWhatIsPipelinedBehindLargeRequests) {
  std::string all;
  for (int i = 0; i < 20; ++i) {
    const std::string body(10'000 - static_cast<std::size_t>(i) * 500, 'b');
    all += with_headers("Content-Length: " + std::to_string(body.size()) + "\r\n");
    all += body;
    all += kPlain;
    all += kChunked;
  }
  for (const std::size_t piece : {1U, 100U, 1023U, 5000U, 100'000U}) {
    Arena arena;
    RequestParser parser(kLimits, arena);
    Progress progress = Progress::NeedMore;
    std::string_view left = all;
    int found = 0;
    while (progress == Progress::Complete || !left.empty()) {
      if (progress == Progress::Complete) {
        if (found % 3 == 1) EXPECT_EQ(text_of(parser.request()), parsed(kPlain).text);
        if (found % 3 == 2) EXPECT_EQ(text_of(parser.request()), parsed(kChunked).text);
        ++found;
        arena.reset();
        progress = parser.next();
      } else {
        const auto space = parser.space();
        const std::size_t count = std::min({piece, space.size(), left.size()});
        std::copy_n(left.data(), count, space.data());
        left.remove_prefix(count);
        progress = parser.received(count);
        ASSERT_NE(progress, Progress::Refused);
      }
    }
    EXPECT_EQ(found, 60) << "pieces of " << piece;
    EXPECT_TRUE(parser.untouched());
  }
}

TEST(RequestParserTest, WipesARequestWhenItGoesOn) {
  Arena arena;
  RequestParser parser(kLimits, arena);
  ASSERT_EQ(feed(parser, kPlain + "GET", 100'000), Progress::Complete);
  const std::string_view body = parser.request().body;
  (void)parser.next();
  EXPECT_EQ(body, std::string(body.size(), '\0'));
}

TEST(RequestParserTest, KnowsWhetherTheConnectionStays) {
  const auto keeps = [](const std::string& request) {
    Arena arena;
    RequestParser parser(kLimits, arena);
    EXPECT_EQ(feed(parser, request, 100'000), Progress::Complete);
    return parser.keep_alive();
  };
  EXPECT_TRUE(keeps("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
  EXPECT_FALSE(keeps("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"));
  EXPECT_FALSE(keeps("GET / HTTP/1.0\r\n\r\n"));
  EXPECT_TRUE(keeps("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"));
}

TEST(RequestParserTest, KnowsWhenTheClientWaitsForContinue) {
  const auto waits = [](const std::string& request) {
    Arena arena;
    RequestParser parser(kLimits, arena);
    EXPECT_EQ(feed(parser, request, 100'000), Progress::NeedMore);
    return parser.awaits_continue();
  };
  const std::string expect = with_headers("Expect: 100-Continue\r\nContent-Length: 3\r\n");
  EXPECT_TRUE(waits(expect));
  EXPECT_TRUE(waits(with_headers("Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n")));
  EXPECT_FALSE(waits(expect + "a"));
  EXPECT_FALSE(waits(expect.substr(0, expect.size() - 2)));
  EXPECT_FALSE(waits(with_headers("Expect: more\r\nContent-Length: 3\r\n")));
  EXPECT_FALSE(waits("POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"));
}

struct RefusalCase {
  const char* name;
  std::string request;
  unsigned status;
};

class RequestParserRefusalTest : public testing::TestWithParam<RefusalCase> {};

TEST_P(RequestParserRefusalTest, RefusesInWhateverPiecesItComes) {
  EXPECT_EQ(refusal_of(GetParam().request), GetParam().status);
  // The rest of a refused request may be missing, so a shorter piece may not be refused earlier.
  EXPECT_EQ(parsed(GetParam().request, 1).refusal, GetParam().status);
}

INSTANTIATE_TEST_SUITE_P(
    Framing, RequestParserRefusalTest,
    testing::Values(
        RefusalCase{"LengthAndChunks",
                    with_headers("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n"), 400},
        RefusalCase{"ChunksAndLength",
                    with_headers("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n"), 400},
        RefusalCase{"TwoLengths", with_headers("Content-Length: 3\r\nContent-Length: 4\r\n"), 400},
        RefusalCase{"TwoLengthsInAList", with_headers("Content-Length: 3, 4\r\n"), 400},
        RefusalCase{"TheSameLengthTwice",
                    with_headers("Content-Length: 1\r\nContent-Length: 1\r\n") + "a", 400},
        RefusalCase{"TheSameLengthTwiceInAList", with_headers("Content-Length: 1, 1\r\n") + "a",
                    400},
        RefusalCase{"SignedLength", with_headers("Content-Length: +3\r\n"), 400},
        RefusalCase{"NegativeLength", with_headers("Content-Length: -3\r\n"), 400},
        RefusalCase{"EmptyLength", with_headers("Content-Length: \r\n"), 400},
        RefusalCase{"OverflowingLength", with_headers("Content-Length: 18446744073709551617\r\n"),
                    400},
        RefusalCase{"ChunkedTwice",
                    with_headers("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
                    400},
        RefusalCase{"UnknownCoding", with_headers("Transfer-Encoding: gzip\r\n"), 501},
        RefusalCase{"UnknownCodingBeforeChunked",
                    with_headers("Transfer-Encoding: gzip, chunked\r\n"), 501},
        RefusalCase{"UnknownCodingWithLength",
                    with_headers("Transfer-Encoding: identity\r\nContent-Length: 3\r\n"), 501},
        RefusalCase{"ChunksInHttp10", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        RefusalCase{"SpaceBeforeColon", with_headers("Content-Length : 3\r\n"), 400},
        RefusalCase{"BareLineFeed", "GET / HTTP/1.1\nHost: h\n\n\r\n\r\n", 400},
        RefusalCase{"BareLineFeedInAValue", with_headers("A: b\nContent-Length: 3\r\n"), 400},
        RefusalCase{"BareCarriageReturnInAValue", with_headers("A: b\rc\r\n"), 400},
        RefusalCase{"NulInAValue", with_headers(std::string("A: b\0c\r\n", 8)), 400},
        RefusalCase{"NoHost", "GET / HTTP/1.1\r\nAccept: a\r\n\r\n", 400},
        RefusalCase{"TwoHosts", with_headers("Host: g\r\n"), 400},
        RefusalCase{"AnotherVersion", "GET / HTTP/2.0\r\nHost: h\r\n\r\n", 400},
        RefusalCase{"TlsOnAPlainPort", std::string("\x16\x03\x01\x02\x00\x01", 6), 400},
        RefusalCase{"ChunkSizeIsNoNumber",
                    with_headers("Transfer-Encoding: chunked\r\n") + "xyz\r\nabc\r\n", 400},
        RefusalCase{"ChunkLongerThanSaid",
                    with_headers("Transfer-Encoding: chunked\r\n") + "1\r\nabc\r\n0\r\n\r\n", 400},
        RefusalCase{
            "LengthInTheTrailer",
            with_headers("Transfer-Encoding: chunked\r\n") + "0\r\nContent-Length: 1\r\n\r\n", 400},
        RefusalCase{"LongTarget", "GET /" + std::string(600, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n",
                    431},
        RefusalCase{"LongHeader", with_headers("A: " + std::string(600, 'a') + "\r\n"), 431},
        RefusalCase{"ManyHeaders",
                    [] {
                      std::string lines;
                      for (int i = 0; i < 100; ++i) lines += "Abc: def\r\n";
                      return with_headers(lines);
                    }(),
                    431},
        RefusalCase{
            "LongTrailer",
            with_headers("Transfer-Encoding: chunked\r\n") + "0\r\nA: " + std::string(600, 'a'),
            431},
        RefusalCase{"LongTrailerThatIsComplete",
                    with_headers("Transfer-Encoding: chunked\r\n") +
                        "0\r\nA: " + std::string(600, 'a') + "\r\n\r\n",
                    431},
        RefusalCase{"LongBody", with_headers("Content-Length: 10001\r\n"), 413},
        RefusalCase{"LongChunk", with_headers("Transfer-Encoding: chunked\r\n") + "2711\r\n12345",
                    413},
        RefusalCase{"ManyChunks",
                    [] {
                      std::string body;
                      for (int i = 0; i < 101; ++i)
                        body += "64\r\n" + std::string(100, 'c') + "\r\n";
                      return with_headers("Transfer-Encoding: chunked\r\n") + body;
                    }(),
                    413}),
    [](const auto& one) { return std::string(one.param.name); });

TEST(RequestParserTest, AcceptsWhatJustFitsTheLimits) {
  const std::string frame = with_headers("A: \r\nContent-Length: 10000\r\n");
  std::string request =
      with_headers("A: " + std::string(512 - frame.size(), 'a') + "\r\nContent-Length: 10000\r\n");
  ASSERT_EQ(request.size(), 512U);
  request += std::string(10'000, 'b');
  EXPECT_EQ(parsed(request).progress, Progress::Complete);
  EXPECT_EQ(parsed(request, 1).progress, Progress::Complete);
}

}  // namespace
}  // namespace strongroom::http
