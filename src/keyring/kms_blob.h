#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/hash.h"
#include "keyring/envelope.h"
#include "keyring/key_uuid.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace strongroom::keyring {

/// Which backing key a KMS ciphertext blob is under.
struct KmsBlobKey {
  bool multi_region = false;
  KeyUuid key{};
  std::uint32_t generation = 1;

  friend bool operator==(const KmsBlobKey&, const KmsBlobKey&) = default;
};

inline constexpr std::size_t kKmsBlobOverhead = 100;

/// Reads the header alone, without a key. InvalidCiphertext: not a blob of ours.
Result<KmsBlobKey> kms_blob_key(ByteView blob);

/// A KMS ciphertext blob, suite 1 (crypto contract 5.2). `backing_key` is the HMAC context of the
/// key that `under` names, `context` in canonical form.
Bytes seal_kms_blob(const crypto::HmacSha256& backing_key, const KmsBlobKey& under,
                    ByteView context, ByteView plain, const Nonce& nonce);

/// `plain` is kKmsBlobOverhead shorter than the blob; wiped after a failure. InvalidCiphertext,
/// whatever the reason.
Result<void> open_kms_blob(const crypto::HmacSha256& backing_key, ByteView blob, ByteView context,
                           std::span<std::byte> plain);

}  // namespace strongroom::keyring
