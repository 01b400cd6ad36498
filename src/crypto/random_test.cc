#include "crypto/random.h"

#include "base/bytes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <stdexcept>
#include <string>

namespace strongroom::crypto {
namespace {

using testing::MatchesRegex;

/// 99.99 % of uniform draws lie within four standard deviations; these tests allow six.
bool is_near_expectation(std::size_t count, std::size_t draws, double chance) {
  const double expected = static_cast<double>(draws) * chance;
  const double off = static_cast<double>(count) - expected;
  return off * off < 36 * expected;
}

TEST(RandomTest, FillsEveryByteAndNeverTheSameWay) {
  std::array<std::byte, 600> one{};
  std::array<std::byte, 600> other{};
  random_bytes(one);
  random_bytes(other);
  EXPECT_NE(one, other);
  EXPECT_LT(std::ranges::count(one, std::byte{0}), 30);
  random_bytes({});
}

TEST(RandomTest, DrawsOtherBytesInAForkedChild) {
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  std::array<std::byte, 28> ours{};
  random_bytes(ours);  // whatever a pool would keep is there before the fork
  const pid_t child = fork();
  random_bytes(ours);
  if (child == 0) _exit(write(ends[1], ours.data(), ours.size()) == 28 ? 0 : 1);
  std::array<std::byte, 28> theirs{};
  EXPECT_EQ(read(ends[0], theirs.data(), theirs.size()), 28);
  EXPECT_EQ(waitpid(child, nullptr, 0), child);
  EXPECT_NE(ours, theirs);
  close(ends[0]);
  close(ends[1]);
}

TEST(RandomTest, DrawsUniformlyBelowABound) {
  constexpr std::size_t kDraws = 30'000;
  std::array<std::size_t, 7> counts{};
  for (std::size_t i = 0; i < kDraws; ++i) ++counts.at(random_below(7));
  for (const std::size_t count : counts) EXPECT_TRUE(is_near_expectation(count, kDraws, 1.0 / 7));
}

TEST(RandomTest, RejectsInsteadOfFoldingLargeBounds) {
  // Folding 64 bits to a bound of 3/4 of 2^64 would give the lowest third twice as often.
  constexpr std::uint64_t kBound = 3ULL << 62;
  constexpr std::size_t kDraws = 20'000;
  std::size_t low = 0;
  for (std::size_t i = 0; i < kDraws; ++i) {
    const std::uint64_t drawn = random_below(kBound);
    ASSERT_LT(drawn, kBound);
    if (drawn < kBound / 3) ++low;
  }
  EXPECT_TRUE(is_near_expectation(low, kDraws, 1.0 / 3));
}

TEST(RandomTest, HasOnlyZeroBelowOneAndNothingBelowZero) {
  EXPECT_EQ(random_below(1), 0U);
  EXPECT_THROW((void)random_below(0), std::invalid_argument);
}

TEST(RandomTest, WritesTextUniformlyFromItsAlphabet) {
  constexpr std::size_t kLength = 62'000;
  constexpr std::string_view kAlphabet =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  const std::string text = random_text(kLength, kAlphabet);
  ASSERT_EQ(text.size(), kLength);
  std::size_t seen = 0;
  for (const char c : kAlphabet) {
    const auto count = static_cast<std::size_t>(std::ranges::count(text, c));
    EXPECT_TRUE(is_near_expectation(count, kLength, 1.0 / 62)) << c << ' ' << count;
    seen += count;
  }
  EXPECT_EQ(seen, kLength) << "a character outside of the alphabet";
}

TEST(RandomTest, RefusesAnAlphabetWithoutCharacters) {
  EXPECT_THROW((void)random_text(3, ""), std::invalid_argument);
  EXPECT_EQ(random_text(3, "x"), "xxx");
  EXPECT_EQ(random_text(0, "x"), "");
}

TEST(RandomTest, WritesUuidsOfVersion4) {
  std::set<std::string> seen;
  for (int i = 0; i < 200; ++i) {
    const std::string uuid = random_uuid();
    EXPECT_THAT(uuid, MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-"
                                   "[0-9a-f]{12}"));
    EXPECT_TRUE(seen.insert(uuid).second);
  }
}

TEST(ConstantTimeTest, ComparesContentAndLength) {
  EXPECT_TRUE(equal_in_constant_time(bytes_of("same"), bytes_of("same")));
  EXPECT_FALSE(equal_in_constant_time(bytes_of("same"), bytes_of("sane")));
  EXPECT_FALSE(equal_in_constant_time(bytes_of("same"), bytes_of("same.")));
  EXPECT_TRUE(equal_in_constant_time({}, {}));
}

TEST(WipeTest, LeavesZeros) {
  Bytes bytes(33, std::byte{1});
  wipe(bytes);
  EXPECT_EQ(bytes, Bytes(33));
  wipe({});
}

}  // namespace
}  // namespace strongroom::crypto
