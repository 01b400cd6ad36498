#include "keyring/encryption_context.h"

#include "keyring/byte_format.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace strongroom::keyring {
namespace {

constexpr std::size_t kLongestContext = 8192;

}  // namespace

Result<Bytes> canonical_context(EncryptionContext context) {
  std::size_t size = 2;
  for (const auto& [key, value] : context) size += 4 + key.size() + value.size();
  if (size > kLongestContext) {
    return failure(ErrorCode::Validation, "The encryption context is longer than 8192 bytes.");
  }
  std::vector pairs(context.begin(), context.end());
  std::ranges::sort(pairs);
  const auto same_key = [](const auto& a, const auto& b) { return a.first == b.first; };
  if (std::ranges::adjacent_find(pairs, same_key) != pairs.end()) {
    return failure(ErrorCode::Validation, "The encryption context has a key twice.");
  }
  Bytes canonical;
  canonical.reserve(size);
  append_number(canonical, static_cast<std::uint16_t>(pairs.size()));
  for (const auto& [key, value] : pairs) {
    append_prefixed(canonical, bytes_of(key));
    append_prefixed(canonical, bytes_of(value));
  }
  return canonical;
}

}  // namespace strongroom::keyring
