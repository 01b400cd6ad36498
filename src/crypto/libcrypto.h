#pragma once

#include "crypto/digest.h"

#include <openssl/evp.h>

#include <cstddef>
#include <memory>

/// Inside of this room only: what every use of OpenSSL shares.
namespace strongroom::crypto::libcrypto {

/// Frees with `function`, for unique_ptr.
template <auto function>
struct Free {
  template <class T>
  void operator()(T* object) const noexcept {
    function(object);
  }
};
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, Free<EVP_CIPHER_CTX_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Free<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>>;

/// A library context of our own, so that no openssl.cnf of the host changes anything, and the
/// algorithms, fetched once: a fetch by name costs as much as the work itself (contract 10).
struct Library {
  OSSL_LIB_CTX* context;
  EVP_CIPHER* aes_256_gcm;
  EVP_CIPHER* aes_256_wrap_pad;
  EVP_MD* sha1;
  EVP_MD* sha224;
  EVP_MD* sha256;
  EVP_MD* sha384;
  EVP_MD* sha512;
};
/// Loaded at the first call; throws when something is missing. Never freed: contexts of threads
/// that end late still need it. Any thread.
const Library& library();

const EVP_MD* hash(HashAlgorithm algorithm);

/// Bytes as OpenSSL's interface wants them.
inline const unsigned char* unsigned_of(const std::byte* bytes) {
  return reinterpret_cast<const unsigned char*>(bytes);
}
inline unsigned char* unsigned_of(std::byte* bytes) {
  return reinterpret_cast<unsigned char*>(bytes);
}

/// Throws, and clears the thread's error queue: a stale entry would look like an error of TLS.
[[noreturn]] void fail(const char* what);
inline void require(bool succeeded, const char* what) {
  if (!succeeded) fail(what);
}

}  // namespace strongroom::crypto::libcrypto
