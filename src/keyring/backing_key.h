#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/locked_memory.h"
#include "keyring/hmac_key.h"
#include "keyring/kms_blob.h"

#include <span>
#include <string>

namespace strongroom::keyring {

/// One generation of a symmetric KMS key: seals and opens KMS ciphertext blobs (crypto contract
/// 4.5). Immutable, any thread.
class BackingKey {
 public:
  BackingKey(const KmsBlobKey& identity, crypto::LockedKey material);

  const KmsBlobKey& identity() const { return identity_; }
  /// To be wrapped (wrapped_key.h), not to be shown.
  ByteView reveal() const { return material_.reveal(); }

  /// `context` in canonical form. `plain` has at least one byte.
  Bytes seal(ByteView context, ByteView plain, const Nonce& nonce = Nonce::fresh()) const {
    return seal_kms_blob(material_.hmac(), identity_, context, plain, nonce);
  }
  /// `plain` is kKmsBlobOverhead shorter than the blob. InvalidCiphertext: also a blob of another
  /// key or generation.
  Result<void> open(ByteView blob, ByteView context, std::span<std::byte> plain) const;

  /// KeyMaterialId as the API shows it: tells nothing of the material.
  const std::string& material_id() const { return material_id_; }

 private:
  KmsBlobKey identity_;
  HmacKey material_;
  std::string material_id_;
};

}  // namespace strongroom::keyring
