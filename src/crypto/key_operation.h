#pragma once

#include "crypto/key_kind.h"
#include "crypto/libcrypto.h"

/// Inside of this room only: how OpenSSL is told what to do with a key.
namespace strongroom::crypto::libcrypto {

/// A key of a curve is written with its whole public point, however it came; others are left alone.
void set_written_form(EVP_PKEY* key);

/// For one operation with `key`; throws when memory is short.
KeyContext key_operation(EVP_PKEY* key);

/// For an operation on a digest; not for Ed25519.
bool set_signature(EVP_PKEY_CTX* operation, SignatureAlgorithm algorithm);
bool set_oaep(EVP_PKEY_CTX* operation, OaepHash hash);

}  // namespace strongroom::crypto::libcrypto
