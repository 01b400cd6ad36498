#include "crypto/remembered_prefixes.h"

#include <gtest/gtest.h>

#include <string>

namespace strongroom::crypto {
namespace {

TEST(RememberedPrefixesTest, HashIsThatOfTheWholeTextWhateverWasHashedBefore) {
  RememberedPrefixes prefixes;
  for (int round = 0; round < 2; ++round) {
    for (const std::size_t shared : {0U, 1U, 63U, 64U, 65U, 500U, 2047U, 2048U, 5000U}) {
      for (const char c : {'a', 'b'}) {
        for (const std::size_t rest : {0U, 1U, 64U, 300U}) {
          const std::string text = std::string(shared, c) + std::string(rest, 'r');
          EXPECT_EQ(prefixes.digest(text, shared), sha256(bytes_of(text))) << shared << ' ' << rest;
        }
      }
    }
  }
}

TEST(RememberedPrefixesTest, TellsApartBeginningsThatItsSampleTakesForOne) {
  RememberedPrefixes prefixes;
  for (std::size_t at = 0; at < 256; ++at) {
    std::string text(300, 'x');
    text[at] = 'y';
    EXPECT_EQ(prefixes.digest(text, 256), sha256(bytes_of(text))) << at;
  }
}

TEST(RememberedPrefixesTest, ManyBeginningsTakeEachOthersPlace) {
  RememberedPrefixes prefixes;
  for (int round = 0; round < 2; ++round) {
    for (int number = 0; number < 500; ++number) {
      const std::string text = std::to_string(number) + std::string(200, 'z');
      EXPECT_EQ(prefixes.digest(text, 128), sha256(bytes_of(text))) << number;
    }
  }
}

}  // namespace
}  // namespace strongroom::crypto
