#pragma once

#include "base/bytes.h"
#include "base/encoding.h"
#include "crypto/locked_memory.h"
#include "keyring/encryption_context.h"
#include "keyring/envelope.h"
#include "keyring/keyring.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

/// For tests: the inputs of crypto contract 5.9, and what every stored format must refuse.
namespace strongroom::keyring {

inline Bytes hex(std::string_view digits) { return bytes_of_hex(digits).value(); }

/// `count` bytes that count up from `first`.
inline Bytes counting(std::uint8_t first, std::size_t count) {
  Bytes bytes;
  for (std::size_t i = 0; i < count; ++i) bytes.push_back(static_cast<std::byte>(first + i));
  return bytes;
}

inline const Bytes kKnownKey = counting(0x00, 32);
inline const Bytes kKnownPlain = counting(0x30, 32);
inline const Bytes kKnownRootKey = counting(0x80, 32);
inline constexpr std::string_view kKnownKeyId = "1234abcd-12ab-34cd-56ef-1234567890ab";

/// N `10 .. 1f`, IV `20 .. 2b`.
inline Nonce known_nonce() {
  Nonce nonce;
  std::ranges::copy(counting(0x10, 16), nonce.bytes.begin());
  std::ranges::copy(counting(0x20, 12), nonce.bytes.begin() + 16);
  return nonce;
}

inline DeploymentId known_deployment() {
  DeploymentId id;
  std::ranges::copy(counting(0xa0, 16), id.begin());
  return id;
}

using Pairs = std::vector<std::pair<std::string_view, std::string_view>>;
/// canon(EC) in memory of its own.
inline Bytes canonical_bytes(EncryptionContext pairs) {
  Arena arena;
  return copy_of(canonical_context(pairs, arena).value());
}
inline const Pairs kKnownContext{
    {"SecretARN", "arn:aws:secretsmanager:us-east-1:111122223333:secret:test-a1b2c3"},
    {"SecretVersionId", "EXAMPLE1-90ab-cdef-fedc-ba987EXAMPLE"}};

inline KeyringKey keyring_key(KeyKind kind, std::uint32_t id, ByteView material) {
  return {.kind = kind,
          .id = id,
          .created = 0,
          .state = KeyState::Active,
          .key = HmacKey(crypto::LockedKey::copy_of(material))};
}

/// All keys are the known key; barrier term 7, domain key 3, the others 1.
inline Keyring known_keyring() {
  std::vector<KeyringKey> keys;
  keys.push_back(keyring_key(KeyKind::BarrierTerm, 7, kKnownKey));
  keys.push_back(keyring_key(KeyKind::Domain, 3, kKnownKey));
  for (const auto kind :
       {KeyKind::Index, KeyKind::SetHash, KeyKind::Token, KeyKind::AuditSigning}) {
    keys.push_back(keyring_key(kind, 1, kKnownKey));
  }
  return Keyring(std::move(keys));
}

/// `opens(bytes)` must be true for `sealed` and false after any single bit flip, any truncation and
/// any extension.
template <class Opens>
void expect_opens_only_unchanged(Bytes sealed, Opens opens) {
  ASSERT_TRUE(opens(ByteView(sealed)));
  for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    const std::byte mask{static_cast<std::uint8_t>(1U << bit % 8)};
    sealed[bit / 8] ^= mask;
    EXPECT_FALSE(opens(ByteView(sealed))) << "bit " << bit << " flipped";
    sealed[bit / 8] ^= mask;
  }
  for (std::size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_FALSE(opens(ByteView(sealed).first(size))) << "cut to " << size;
  }
  for (int i = 0; i < 20; ++i) {
    sealed.push_back(std::byte{0});
    EXPECT_FALSE(opens(ByteView(sealed))) << "grown to " << sealed.size();
  }
}

}  // namespace strongroom::keyring
