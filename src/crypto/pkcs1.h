#pragma once

#include "base/bytes.h"
#include "crypto/public_key.h"

#include <optional>

/// RSA keys in the form, and by the names, that CloudTrail gives them (cloudtrail contract 6).
namespace strongroom::crypto {

/// As the DER RSAPublicKey of RFC 8017, appendix A.1.1; nothing for a key that is not RSA's.
std::optional<Bytes> pkcs1_der(const PublicKey& key);

/// For names of public keys alone: it protects nothing.
Bytes md5(ByteView message);

}  // namespace strongroom::crypto
