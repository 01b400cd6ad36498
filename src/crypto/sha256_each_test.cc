#include "crypto/sha256_each.h"

#include "crypto/dump_search.h"
#include "crypto/random.h"
#include "crypto/secret_bytes.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace strongroom::crypto {
namespace {

std::vector<Digest256> hashed(const std::vector<std::string>& texts) {
  std::vector<ByteView> views;
  for (const std::string& text : texts) views.push_back(bytes_of(text));
  std::vector<Digest256> digests(texts.size());
  sha256_each(views, digests);
  return digests;
}

TEST(Sha256EachTest, EachIsAsIfItWereHashedAlone) {
  for (std::size_t count = 0; count <= 20; ++count) {
    for (const std::size_t size : {0U, 1U, 55U, 56U, 64U, 119U, 120U, 1000U}) {
      std::vector<std::string> texts;
      for (std::size_t i = 0; i < count; ++i) {
        texts.emplace_back(size + i, static_cast<char>('a' + i));
      }
      const std::vector<Digest256> digests = hashed(texts);
      for (std::size_t i = 0; i < count; ++i) {
        EXPECT_EQ(digests[i], sha256(bytes_of(texts[i]))) << count << ' ' << size << ' ' << i;
      }
    }
  }
}

TEST(Sha256EachTest, TakesTextsOfVeryDifferentSizes) {
  const std::vector<std::string> texts = {
      std::string(100, 'a'),   std::string(200'000, 'b'), "", std::string(65, 'c'),
      std::string(5'000, 'd'), std::string(64'000, 'e'),  "f"};
  const std::vector<Digest256> digests = hashed(texts);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    EXPECT_EQ(digests[i], sha256(bytes_of(texts[i]))) << i;
  }
}

TEST(Sha256EachTest, RefusesAnotherNumberOfDigests) {
  std::vector<Digest256> digests(2);
  const std::vector<ByteView> texts(3);
  EXPECT_THROW(sha256_each(texts, digests), std::invalid_argument);
}

/// Each text has one needle: within its last block, which is the one that is copied to be padded,
/// or before that.
void hash_secrets(const std::vector<LongLockedKey>& needles) {
  std::vector<SecretBytes> texts;
  std::vector<ByteView> views;
  for (std::size_t i = 0; i < needles.size(); ++i) {
    SecretBytes& text = texts.emplace_back(SecretBytes::random(700));
    const auto to = text.writable().subspan(i % 2 == 0 ? 700 - needles[i].reveal().size() : 100);
    std::ranges::copy(needles[i].reveal(), to.begin());
    views.push_back(text.reveal());
  }
  std::vector<Digest256> digests(views.size());
  sha256_each(views, digests);
}

TEST(Sha256EachTest, KeepsNothingOfTheTexts) {
  std::vector<LongLockedKey> needles;
  for (int i = 0; i < 12; ++i) random_bytes(needles.emplace_back(16).writable());
  hash_secrets(needles);
  EXPECT_EQ(shown_in_a_dump(needles), 0U);
  const SecretBytes control = SecretBytes::copy_of(needles.front().reveal());
  EXPECT_EQ(shown_in_a_dump(needles), 1U) << "the search finds what is there";
}

}  // namespace
}  // namespace strongroom::crypto
