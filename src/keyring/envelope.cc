#include "keyring/envelope.h"

#include "crypto/aead.h"
#include "crypto/random.h"
#include "keyring/byte_format.h"

#include <algorithm>

namespace strongroom::keyring {
namespace {

constexpr std::byte kSuite{0x01};
constexpr std::size_t kIdAt = 2;
constexpr std::size_t kDerivationContext = 4 + 16;  // id || N, which lie side by side
constexpr std::size_t kIvAt = 22;

using MessageKey = std::array<std::byte, crypto::kKeySize>;

void derive_message_key(const EnvelopeKind& kind, const crypto::HmacSha256& key, ByteView header,
                        MessageKey& out) {
  crypto::derive(key, kind.label, header.subspan(kIdAt, kDerivationContext), out);
}

}  // namespace

Nonce Nonce::fresh() {
  Nonce nonce;
  crypto::random_bytes(nonce.bytes);
  return nonce;
}

Bytes seal_envelope(const EnvelopeKind& kind, const crypto::HmacSha256& key, std::uint32_t key_id,
                    const Associated& associated, ByteView plain, const Nonce& nonce) {
  Bytes sealed;
  sealed.reserve(plain.size() + kEnvelopeOverhead);
  sealed.push_back(kind.first_byte);
  sealed.push_back(kSuite);
  append_number(sealed, key_id);
  append(sealed, nonce.bytes);
  sealed.resize(plain.size() + kEnvelopeOverhead);
  const ByteView header = ByteView(sealed).first(kEnvelopeHeader);

  MessageKey message_key;
  derive_message_key(kind, key, header, message_key);
  crypto::aead_seal(message_key, nonce.iv(), {header, associated.first, associated.second}, plain,
                    std::span(sealed).subspan(kEnvelopeHeader));
  crypto::wipe(message_key);
  return sealed;
}

std::optional<std::uint32_t> envelope_key_id(const EnvelopeKind& kind, ByteView sealed) {
  if (sealed.size() < kEnvelopeOverhead || sealed[0] != kind.first_byte || sealed[1] != kSuite) {
    return std::nullopt;
  }
  return ByteReader(sealed.subspan(kIdAt)).number<std::uint32_t>();
}

Result<void> open_envelope(const EnvelopeKind& kind, const crypto::HmacSha256& key,
                           const Associated& associated, ByteView sealed,
                           std::span<std::byte> plain) {
  if (!envelope_key_id(kind, sealed) || plain.size() != envelope_plain_size(sealed)) {
    return invalid_ciphertext();
  }
  const ByteView header = sealed.first(kEnvelopeHeader);
  MessageKey message_key;
  derive_message_key(kind, key, header, message_key);
  const bool opened = crypto::aead_open(message_key, header.subspan(kIvAt),
                                        {header, associated.first, associated.second},
                                        sealed.subspan(kEnvelopeHeader), plain);
  crypto::wipe(message_key);
  if (!opened) return invalid_ciphertext();
  return {};
}

}  // namespace strongroom::keyring
