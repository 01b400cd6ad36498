#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/hash.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace strongroom::keyring {

/// The one error for anything sealed that does not open: no difference tells why.
inline std::unexpected<Error> invalid_ciphertext() {
  return failure(ErrorCode::InvalidCiphertext, "the sealed bytes do not open");
}

/// What a sealing must never use twice: N (16 bytes, for the derivation) and IV (12), in one draw.
struct Nonce {
  std::array<std::byte, 28> bytes;

  static Nonce fresh();
  ByteView derivation() const { return ByteView(bytes).first(16); }
  ByteView iv() const { return ByteView(bytes).last(12); }
};

/// What barrier records, wrapped keys and the keyring have in common (crypto contract 5.3, 5.5,
/// 5.7): `kind 01 || key id u32 || N 16 || IV 12 || ciphertext || tag`, under a key derived for
/// this message from id and N; the header and the caller's associated data are authenticated.
struct EnvelopeKind {
  std::byte first_byte;
  std::string_view label;
};
inline constexpr std::size_t kEnvelopeHeader = 34;
inline constexpr std::size_t kEnvelopeOverhead = kEnvelopeHeader + 16;

/// Two parts that are authenticated one after the other.
struct Associated {
  ByteView first;
  ByteView second = {};
};

Bytes seal_envelope(const EnvelopeKind& kind, const crypto::HmacSha256& key, std::uint32_t key_id,
                    const Associated& associated, ByteView plain, const Nonce& nonce);

/// Which key it needs; nothing when it is not an envelope of that kind.
std::optional<std::uint32_t> envelope_key_id(const EnvelopeKind& kind, ByteView sealed);

/// Bytes in clear of a well-formed envelope.
inline std::size_t envelope_plain_size(ByteView sealed) {
  return sealed.size() - kEnvelopeOverhead;
}

/// `plain` has `envelope_plain_size` bytes; wiped after a failure.
Result<void> open_envelope(const EnvelopeKind& kind, const crypto::HmacSha256& key,
                           const Associated& associated, ByteView sealed,
                           std::span<std::byte> plain);

}  // namespace strongroom::keyring
