#include "crypto/remembered_prefixes.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace strongroom::crypto {
namespace {

constexpr std::size_t kLongest = 2048;

/// Tells beginnings apart by half of their bytes; if it fails to, one takes the other's place.
std::size_t sample(std::string_view text) {
  constexpr std::size_t kStep = 16;
  std::uint64_t hash = text.size();
  for (std::size_t at = 0; at + kStep <= text.size(); at += kStep) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof word);
    hash = (hash ^ word) * 0x9e3779b97f4a7c15;
    hash ^= hash >> 32;
  }
  return hash;
}

}  // namespace

Digest256 RememberedPrefixes::digest(std::string_view text, std::size_t shared) {
  constexpr std::size_t kBlock = Sha256Prefix::kBlock;
  const std::size_t whole_blocks = std::min({shared, text.size(), kLongest}) / kBlock * kBlock;
  const std::string_view beginning = text.substr(0, whole_blocks);
  if (beginning.empty()) return sha256(bytes_of(text));
  Prefix& prefix = prefixes_[sample(beginning) % prefixes_.size()];
  if (prefix.text != beginning) {
    prefix.text = beginning;
    prefix.hash.emplace(bytes_of(beginning));
  }
  return prefix.hash->digest_with(bytes_of(text.substr(beginning.size())));
}

}  // namespace strongroom::crypto
