#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "keyring/envelope.h"
#include "keyring/key_uuid.h"
#include "keyring/keyring.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace strongroom::keyring {

/// Where wrapped key material belongs and what it may be used for: authenticated, so that material
/// can't be grafted under another account or turned into another kind of key. Borrowed.
struct WrappedKeyBinding {
  std::string_view account;
  std::string_view region;  ///< "*" for a multi-Region key.
  KeyUuid key{};
  std::uint32_t generation = 1;
  std::string_view key_spec;   ///< "SYMMETRIC_DEFAULT"
  std::string_view key_usage;  ///< "ENCRYPT_DECRYPT"
  std::string_view origin;     ///< "AWS_KMS"
};

inline constexpr std::size_t kWrappedKeyOverhead = kEnvelopeOverhead;

/// A backing key as it is stored (crypto contract 5.3), under the current domain key. `material` is
/// 32 raw bytes, HMAC material or PKCS#8.
Bytes wrap_key(const Keyring& keyring, const WrappedKeyBinding& binding, ByteView material,
               const Nonce& nonce = Nonce::fresh());

/// `material` is kWrappedKeyOverhead shorter than `wrapped`; wiped after a failure.
/// InvalidCiphertext: another binding, an unknown domain key, or damaged.
Result<void> unwrap_key(const Keyring& keyring, const WrappedKeyBinding& binding, ByteView wrapped,
                        std::span<std::byte> material);

}  // namespace strongroom::keyring
