#include "crypto/secret_sharing.h"

#include "crypto/gf256.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace strongroom::crypto {
namespace {

using gf256::inverse;
using gf256::multiply;

TEST(Gf256Test, MultipliesAsTheStandardShows) {
  // FIPS 197, 4.2 and 4.2.1.
  EXPECT_EQ(multiply(0x57, 0x83), 0xc1);
  EXPECT_EQ(multiply(0x57, 0x13), 0xfe);
  EXPECT_EQ(multiply(0x57, 0x02), 0xae);
  EXPECT_EQ(multiply(0x57, 0x04), 0x47);
  EXPECT_EQ(multiply(0x57, 0x08), 0x8e);
  EXPECT_EQ(multiply(0x57, 0x10), 0x07);
}

/// Long division by the polynomial, with branches: slow and plain.
std::uint8_t plain_product(unsigned a, unsigned b) {
  unsigned product = 0;
  for (unsigned bit = 0; bit < 8; ++bit) {
    if ((b >> bit & 1U) != 0) product ^= a << bit;
  }
  for (unsigned bit = 15; bit >= 8; --bit) {
    if ((product >> bit & 1U) != 0) product ^= 0x11bU << (bit - 8);
  }
  return static_cast<std::uint8_t>(product);
}

TEST(Gf256Test, AgreesWithPlainPolynomialsOnEveryPair) {
  for (unsigned a = 0; a < 256; ++a) {
    for (unsigned b = 0; b < 256; ++b) {
      ASSERT_EQ(multiply(static_cast<std::uint8_t>(a), static_cast<std::uint8_t>(b)),
                plain_product(a, b));
    }
  }
}

TEST(Gf256Test, InvertsEveryElement) {
  EXPECT_EQ(inverse(0), 0);
  EXPECT_EQ(inverse(0x53), 0xca);  // the usual example beside FIPS 197's S-box
  for (unsigned a = 1; a < 256; ++a) {
    const auto element = static_cast<std::uint8_t>(a);
    EXPECT_EQ(multiply(element, inverse(element)), 1) << a;
  }
}

/// All subsets of `size` shares in every order that a mask from low to high gives.
template <class Visit>
void each_subset(std::size_t count, std::size_t size, const Visit& visit) {
  for (unsigned mask = 0; mask < 1U << count; ++mask) {
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < count; ++i) {
      if ((mask >> i & 1U) != 0) chosen.push_back(i);
    }
    if (chosen.size() == size) visit(chosen);
  }
}

std::vector<SharePoint> points_of(const std::vector<LockedKey>& shares,
                                  const std::vector<std::size_t>& chosen) {
  std::vector<SharePoint> points;
  for (const std::size_t i : chosen) {
    points.push_back({.number = static_cast<std::uint8_t>(i + 1), .values = shares[i].reveal()});
  }
  return points;
}

bool same(const LockedKey& a, const LockedKey& b) {
  return std::ranges::equal(a.reveal(), b.reveal());
}

TEST(SecretSharingTest, AnyThresholdOfSharesGivesTheSecretAndFewerDoNot) {
  for (std::uint8_t count = 2; count <= 7; ++count) {
    for (std::uint8_t threshold = 2; threshold <= count; ++threshold) {
      const LockedKey secret = LockedKey::random();
      const auto shares = split_secret(secret, threshold, count);
      ASSERT_EQ(shares.size(), count);
      for (std::size_t size = 1; size <= count; ++size) {
        each_subset(count, size, [&](const std::vector<std::size_t>& chosen) {
          EXPECT_EQ(same(combine_shares(points_of(shares, chosen)), secret), size >= threshold);
        });
      }
    }
  }
}

TEST(SecretSharingTest, TheOrderOfSharesDoesNotMatter) {
  const LockedKey secret = LockedKey::random();
  const auto shares = split_secret(secret, 3, 5);
  EXPECT_TRUE(same(combine_shares(points_of(shares, {4, 0, 2})), secret));
  EXPECT_TRUE(same(combine_shares(points_of(shares, {2, 4, 0})), secret));
}

TEST(SecretSharingTest, TakesAsManySharesAsThereAreNumbers) {
  const LockedKey secret = LockedKey::random();
  const auto shares = split_secret(secret, 255, 255);
  std::vector<std::size_t> all(255);
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  EXPECT_TRUE(same(combine_shares(points_of(shares, all)), secret));
}

TEST(SecretSharingTest, SplitsWithFreshCoefficients) {
  const LockedKey secret = LockedKey::random();
  EXPECT_FALSE(same(split_secret(secret, 2, 2)[0], split_secret(secret, 2, 2)[0]));
}

/// f(x) = s + 1 x + 2 x^2 with s = 0, 1, 2 ... for the bytes, worked out with plain polynomials.
TEST(SecretSharingTest, CombinesAKnownAnswer) {
  const std::vector<std::uint8_t> numbers{1, 3, 0xfe};
  std::vector<LockedKey> shares(numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const unsigned x = numbers[i];
    for (std::size_t at = 0; at < LockedKey::kSize; ++at) {
      shares[i].writable()[at] = static_cast<std::byte>(at) ^ std::byte{plain_product(1, x)} ^
                                 std::byte{plain_product(2, plain_product(x, x))};
    }
  }
  std::vector<SharePoint> points;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    points.push_back({.number = numbers[i], .values = shares[i].reveal()});
  }
  const LockedKey secret = combine_shares(points);
  for (std::size_t at = 0; at < LockedKey::kSize; ++at) {
    EXPECT_EQ(secret.reveal()[at], static_cast<std::byte>(at));
  }
}

TEST(SecretSharingTest, RefusesNumbersThatMakeNoSense) {
  const LockedKey secret = LockedKey::random();
  EXPECT_THROW(split_secret(secret, 1, 5), std::invalid_argument);
  EXPECT_THROW(split_secret(secret, 6, 5), std::invalid_argument);
  const auto shares = split_secret(secret, 2, 3);
  EXPECT_THROW(combine_shares(points_of(shares, {1, 1})), std::invalid_argument);
  std::vector<SharePoint> zero = points_of(shares, {0, 1});
  zero[0].number = 0;
  EXPECT_THROW(combine_shares(zero), std::invalid_argument);
}

}  // namespace
}  // namespace strongroom::crypto
