#include "keyring/encryption_context.h"

#include "keyring/byte_format.h"

#include <algorithm>
#include <cstdint>
#include <memory_resource>
#include <vector>

namespace strongroom::keyring {
namespace {

constexpr std::size_t kLongestContext = 8192;

}  // namespace

Result<ByteView> canonical_context(EncryptionContext context, Arena& arena) {
  std::size_t size = 2;
  for (const auto& [key, value] : context) size += 4 + key.size() + value.size();
  if (size > kLongestContext) {
    return failure(ErrorCode::Validation, "The encryption context is longer than 8192 bytes.");
  }
  std::pmr::vector<EncryptionContext::value_type> pairs(context.begin(), context.end(), &arena);
  std::ranges::sort(pairs);
  const auto same_key = [](const auto& a, const auto& b) { return a.first == b.first; };
  if (std::ranges::adjacent_find(pairs, same_key) != pairs.end()) {
    return failure(ErrorCode::Validation, "The encryption context has a key twice.");
  }
  ByteWriter canonical(arena.bytes(size));
  canonical.number(static_cast<std::uint16_t>(pairs.size()));
  for (const auto& [key, value] : pairs) {
    canonical.prefixed(bytes_of(key));
    canonical.prefixed(bytes_of(value));
  }
  return canonical.written();
}

}  // namespace strongroom::keyring
