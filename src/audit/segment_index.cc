#include "audit/segment_index.h"

#include <bit>
#include <cstring>

namespace strongroom::audit {
namespace {

static_assert(std::endian::native == std::endian::little, "hashes are stored");

/// Both halves of a product with an odd number, as wyhash has it.
std::uint64_t mixed(std::uint64_t value) {
  const auto product = static_cast<unsigned __int128>(value) * 0x9e3779b97f4a7c15;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

}  // namespace

std::uint64_t hash_behind(std::uint64_t before, std::string_view text) {
  std::uint64_t hash = mixed(before ^ text.size());
  std::uint64_t word = 0;
  if (text.size() < sizeof word) {
    for (const char c : text) word = word << 8 | static_cast<unsigned char>(c);
    return mixed(hash ^ word);
  }
  // The last word may overlap the one before it.
  const char* const last = text.data() + text.size() - sizeof word;
  for (const char* at = text.data(); at < last; at += sizeof word) {
    std::memcpy(&word, at, sizeof word);
    hash = mixed(hash ^ word);
  }
  std::memcpy(&word, last, sizeof word);
  return mixed(hash ^ word);
}

std::uint32_t hash_of(const LookupKey& key, std::uint64_t seed) {
  return hash_in(place_hash(seed, key.account, key.region), key.attribute, key.value);
}

}  // namespace strongroom::audit
