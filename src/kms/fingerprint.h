#pragma once

#include "base/bytes.h"
#include "crypto/hash.h"
#include "keyring/key_uuid.h"

namespace strongroom::kms {

/// Tells whether two pieces of material of one key are the same, and nothing else of them; in hex
/// it is the KeyMaterialId of a symmetric key (crypto contract 4.5).
using Fingerprint = crypto::Digest256;

Fingerprint fingerprint_of(ByteView material, const keyring::KeyUuid& key);

}  // namespace strongroom::kms
