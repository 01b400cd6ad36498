#pragma once

#include "base/bytes.h"
#include "crypto/key_kind.h"

#include <optional>

struct evp_pkey_st;

/// Inside of this room only: keys as DER.
namespace strongroom::crypto::key_der {

// What kind of key there is, before OpenSSL sees it, whose readers know many more algorithms, and
// curves of one's own making.

/// Of a SubjectPublicKeyInfo (RFC 5280, section 4.1).
std::optional<KeyKind> kind_of_public_key(ByteView der);
/// Of a PrivateKeyInfo (RFC 5208, section 5; version 0).
std::optional<KeyKind> kind_of_private_key(ByteView der);

/// The SubjectPublicKeyInfo of a key.
Bytes of_public_half(const evp_pkey_st* key);

}  // namespace strongroom::crypto::key_der
