#include "sigv4/canonical_request.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <string>

namespace strongroom::sigv4 {
namespace {

std::string path_of(std::string_view path) {
  Arena arena;
  ArenaText out(arena);
  append_canonical_path(path, arena, out);
  return std::string(out.view());
}

/// The third line of the canonical request.
std::string query_of_target(const std::string& target,
                            Signature::Form form = Signature::Form::Header,
                            CanonicalForm canonical = {}) {
  Arena arena;
  const SignableRequest request{.method = "GET", .target = target};
  Signature signature;
  signature.form = form;
  const std::string text(canonical_request(request, signature, "hash", canonical, arena));
  const std::size_t second = text.find('\n', text.find('\n') + 1) + 1;
  return text.substr(second, text.find('\n', second) - second);
}

std::string headers_of(std::span<const Header> headers, std::string_view signed_headers,
                       CanonicalForm canonical = {}) {
  Arena arena;
  const SignableRequest request{.method = "GET", .target = "/", .headers = headers};
  Signature signature;
  signature.signed_headers = signed_headers;
  const std::string text(canonical_request(request, signature, "hash", canonical, arena));
  const std::string_view prefix = "GET\n/\n\n";
  EXPECT_TRUE(text.starts_with(prefix));
  return text.substr(prefix.size(), text.find("\n\n", prefix.size()) + 1 - prefix.size());
}

TEST(CanonicalPathTest, RemovesDotSegmentsAndEmptyOnes) {
  EXPECT_EQ(path_of(""), "/");
  EXPECT_EQ(path_of("/"), "/");
  EXPECT_EQ(path_of("//"), "/");
  EXPECT_EQ(path_of("/a/../../b"), "/b");
  EXPECT_EQ(path_of("/a/b/.."), "/a/");
  EXPECT_EQ(path_of("/a/./b/"), "/a/b/");
  EXPECT_EQ(path_of("/../.."), "/");
}

TEST(CanonicalPathTest, EncodesOnceMore) {
  EXPECT_EQ(path_of("/a%20b"), "/a%2520b");
  EXPECT_EQ(path_of("/a b*\xc3\xa4"), "/a%20b%2A%C3%A4");
  EXPECT_EQ(path_of("/-_.~aZ9"), "/-_.~aZ9");
}

TEST(CanonicalQueryTest, SortsByNameAndThenByValue) {
  EXPECT_EQ(query_of_target("/?Param-3=a&Param=b&Param=a"), "Param=a&Param=b&Param-3=a");
}

TEST(CanonicalQueryTest, DecodesAndEncodesAgain) {
  EXPECT_EQ(query_of_target("/?a=%2f+*%7e"), "a=%2F%2B%2A~");
  EXPECT_EQ(query_of_target("/?a=b=c&d"), "a=b%3Dc&d=");
  EXPECT_EQ(query_of_target("/?a=%zz%4"), "a=%25zz%254");
}

TEST(CanonicalQueryTest, SkipsEntriesWithoutAName) {
  EXPECT_EQ(query_of_target("/?&&=x&a=1&"), "a=1");
  EXPECT_EQ(query_of_target("/?"), "");
}

TEST(CanonicalQueryTest, LeavesOutTheSignatureOfAPresignedUrlOnly) {
  const std::string target = "/?X-Amz-Signature=s&X-Amz-Security-Token=t";
  EXPECT_EQ(query_of_target(target), "X-Amz-Security-Token=t&X-Amz-Signature=s");
  EXPECT_EQ(query_of_target(target, Signature::Form::Query), "X-Amz-Security-Token=t");
  EXPECT_EQ(query_of_target(target, Signature::Form::Query, {.query_without_token = true}), "");
  EXPECT_EQ(query_of_target(target, Signature::Form::Query, {.token_masked = true}),
            "X-Amz-Security-Token=...");
}

TEST(CanonicalHeadersTest, JoinsRepeatedHeadersInOrderOfArrival) {
  const std::array<Header, 4> headers = {
      {{"B", "2"}, {"a", "\"x   y\""}, {"b", " 1\t 3 "}, {"Host", "h"}}};
  EXPECT_EQ(headers_of(headers, "a;b;host"), "a:\"x y\"\nb:2,1 3\nhost:h\n");
}

TEST(CanonicalHeadersTest, TakesOnlyWhatIsSigned) {
  const std::array<Header, 2> headers = {{{"User-Agent", "x"}, {"Host", "h"}}};
  EXPECT_EQ(headers_of(headers, "host"), "host:h\n");
}

TEST(CanonicalHeadersTest, CutsThePortWhenAsked) {
  const std::array<Header, 1> headers = {{{"Host", "[::1]:443"}}};
  EXPECT_EQ(headers_of(headers, "host"), "host:[::1]:443\n");
  EXPECT_EQ(headers_of(headers, "host", {.host_without_port = true}), "host:[::1]\n");
}

RC_GTEST_PROP(CanonicalQueryProperty, DoesNotDependOnTheOrder, (std::vector<std::string> names)) {
  const auto join = [](const std::vector<std::string>& parts) {
    std::string target = "/?";
    for (const std::string& part : parts) target += part + "&";
    return target;
  };
  const std::string before = query_of_target(join(names));
  std::ranges::reverse(names);
  // A name that holds a separator makes other parameters, in either order the same ones.
  RC_ASSERT(query_of_target(join(names)) == before);
}

}  // namespace
}  // namespace strongroom::sigv4
