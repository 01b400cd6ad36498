#include "crypto/random.h"

#include "base/log.h"
#include "base/uuid.h"

#include <openssl/crypto.h>
#include <sys/random.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <limits>
#include <stdexcept>

namespace strongroom::crypto {

void random_bytes(std::span<std::byte> out) {
  while (!out.empty()) {
    const ssize_t got = getrandom(out.data(), out.size(), 0);
    if (got > 0) {
      out = out.subspan(static_cast<std::size_t>(got));
    } else if (got == 0 || errno != EINTR) {
      log::error("the kernel gives no random bytes (getrandom, errno {})", errno);
      std::abort();
    }
  }
}

std::uint64_t random_below(std::uint64_t bound) {
  if (bound == 0) throw std::invalid_argument("random_below: nothing is below 0");
  // 2^64 modulo bound: draws under it would make small results likelier, so they don't count.
  const std::uint64_t excess = (0 - bound) % bound;
  while (true) {
    std::uint64_t drawn = 0;
    random_bytes(std::as_writable_bytes(std::span(&drawn, 1)));
    if (drawn >= excess) return drawn % bound;
  }
}

void fill_random_text(std::span<char> out, std::string_view alphabet) {
  if (alphabet.empty() || alphabet.size() > 256) {
    throw std::invalid_argument("random text: the alphabet needs 1 to 256 characters");
  }
  const std::size_t fair = 256 - 256 % alphabet.size();
  std::array<std::byte, 128> drawn;
  std::size_t filled = 0;
  while (filled < out.size()) {
    random_bytes(drawn);
    for (const std::byte b : drawn) {
      const auto value = std::to_integer<std::size_t>(b);
      if (value < fair && filled < out.size()) out[filled++] = alphabet[value % alphabet.size()];
    }
  }
  wipe(drawn);
}

std::string random_text(std::size_t length, std::string_view alphabet) {
  std::string text(length, '\0');
  fill_random_text(text, alphabet);
  return text;
}

std::string random_uuid() {
  Uuid bits;
  random_bytes(bits);
  return uuid_text(random_uuid_of(bits));
}

bool equal_in_constant_time(ByteView a, ByteView b) noexcept {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

void wipe(std::span<std::byte> bytes) noexcept {
  if (!bytes.empty()) OPENSSL_cleanse(bytes.data(), bytes.size());
}

}  // namespace strongroom::crypto
