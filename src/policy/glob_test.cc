#include "policy/glob.h"

#include "policy/glob_run.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <chrono>
#include <vector>

namespace strongroom::policy {
namespace {

bool like(std::string_view pattern, std::string_view text) {
  return glob_matches(pattern_of(pattern), text);
}

TEST(GlobTest, MatchesTheWholeText) {
  EXPECT_TRUE(like("", ""));
  EXPECT_FALSE(like("", "a"));
  EXPECT_TRUE(like("abc", "abc"));
  EXPECT_FALSE(like("abc", "abcd"));
  EXPECT_FALSE(like("abc", "ab"));
  EXPECT_TRUE(like("*", ""));
  EXPECT_TRUE(like("***", {}));
  EXPECT_TRUE(like("*", "a/b:c"));
  EXPECT_TRUE(like("a*c", "ac"));
  EXPECT_TRUE(like("a*b*c", "aXbYbZc"));
  EXPECT_FALSE(like("a*b*c", "aXcYb"));
  EXPECT_FALSE(like("ab*ab", "ab"));
  EXPECT_FALSE(like("ab*ba", "aba")) << "a character is used once";
}

TEST(GlobTest, TakesOneCodePointForAQuestionMark) {
  EXPECT_TRUE(like("a?c", "a\u00e9c"));
  EXPECT_TRUE(like("?", "\U0001f511"));
  EXPECT_FALSE(like("??", "\u00e9"));
  EXPECT_FALSE(like("*??", "\u00e9"));
  EXPECT_TRUE(like("*??", "\u00e9a"));
  EXPECT_FALSE(like("?", ""));
  EXPECT_TRUE(like("*a?", "aab"));
  EXPECT_TRUE(like("*a?b*", "xaaab"));
}

TEST(GlobTest, TakesAnyBytesForText) {
  EXPECT_TRUE(like("a?b",
                   "a\xff"
                   "b"));
  EXPECT_FALSE(glob_matches("a*", "ab")) << "only an encoded star is a wildcard";
  EXPECT_TRUE(glob_matches("a*", "a*"));
}

// Stands in for regular expressions: exponential, but right.
bool naive(std::span<const std::string> pattern, std::span<const std::string> text) {
  if (pattern.empty()) return text.empty();
  if (pattern.front() == "*") {
    return naive(pattern.subspan(1), text) || (!text.empty() && naive(pattern, text.subspan(1)));
  }
  if (text.empty()) return false;
  const bool fits = pattern.front() == "?" || pattern.front() == text.front();
  return fits && naive(pattern.subspan(1), text.subspan(1));
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += part;
  return text;
}

RC_GTEST_PROP(GlobProperty, AgreesWithANaiveMatcher, ()) {
  const auto pattern =
      *rc::gen::resize(9, rc::gen::container<std::vector<std::string>>(
                              rc::gen::element<std::string>("a", "b", "\u00e9", "*", "*", "?")));
  const auto text = *rc::gen::resize(12, rc::gen::container<std::vector<std::string>>(
                                             rc::gen::element<std::string>("a", "b", "\u00e9")));
  const bool as_said = like(joined(pattern), joined(text)) == naive(pattern, text);
  RC_ASSERT(as_said);
}

RC_GTEST_PROP(GlobProperty, FindsARunTheSameInBothWays, ()) {
  const auto symbols = [](std::string first) {
    return rc::gen::container<std::vector<std::string>>(
        rc::gen::element<std::string>(std::move(first), "a", "a", "b", "\u00e9"));
  };
  // Runs of more code points than a word has bits, too.
  const auto padding = std::string(*rc::gen::element<std::size_t>(0, 1, 62, 63, 64, 130), 'a');
  const std::string run = "?" + padding + joined(*rc::gen::resize(6, symbols("?")));
  const std::string text = joined(*symbols("b")) + padding + joined(*symbols("\u00e9")) + padding +
                           joined(*symbols("a"));
  const bool as_said =
      end_by_trying(pattern_of(run), text) == end_in_parallel(pattern_of(run), text);
  RC_ASSERT(as_said);
}

TEST(GlobTest, DoesNotGrowWithTheNumberOfStars) {
  std::string pattern;
  for (int i = 0; i < 5000; ++i) pattern += "*a";
  pattern += "b";
  const std::string text(20000, 'a');
  const auto start = std::chrono::steady_clock::now();
  EXPECT_FALSE(like(pattern, text));
  EXPECT_FALSE(like("*a?a" + pattern, text));
  std::string run = "*";
  for (int i = 0; i < 5000; ++i) run += "?a";
  EXPECT_FALSE(like(run + "b*", text));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
}

}  // namespace
}  // namespace strongroom::policy
