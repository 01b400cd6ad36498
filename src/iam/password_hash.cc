#include "iam/password_hash.h"

#include "crypto/random.h"

#include <argon2.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <new>

namespace strongroom::iam {
namespace {

// OWASP's cheat sheet on password storage: Argon2id, 19 MiB, two passes, one lane.
constexpr std::uint32_t kMemoryKib = 19 * 1024;
constexpr std::uint32_t kPasses = 2;
constexpr std::uint32_t kLanes = 1;
constexpr std::size_t kHashSize = 32;
constexpr std::size_t kSaltSize = 16;

}  // namespace

std::string hash_password(ByteView password) {
  std::array<std::byte, kSaltSize> salt;
  crypto::random_bytes(salt);
  // The size includes a terminating zero.
  std::string text(argon2_encodedlen(kPasses, kMemoryKib, kLanes, kSaltSize, kHashSize, Argon2_id),
                   '\0');
  const int outcome =
      argon2id_hash_encoded(kPasses, kMemoryKib, kLanes, password.data(), password.size(),
                            salt.data(), salt.size(), kHashSize, text.data(), text.size());
  if (outcome != ARGON2_OK) throw std::bad_alloc();  // the inputs are sound: there is no memory
  text.resize(text.find('\0'));
  return text;
}

bool password_matches(std::string_view hash, ByteView password) {
  const std::string terminated(hash);
  return argon2id_verify(terminated.c_str(), password.data(), password.size()) == ARGON2_OK;
}

bool password_among(std::span<const std::string> hashes, ByteView password) {
  return std::ranges::any_of(
      hashes, [&](const std::string& hash) { return password_matches(hash, password); });
}

}  // namespace strongroom::iam
