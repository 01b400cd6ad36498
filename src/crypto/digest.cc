#include "crypto/digest.h"

#include "crypto/libcrypto.h"
#include "crypto/openssl_memory.h"

#include <openssl/evp.h>

namespace strongroom::crypto {

using libcrypto::require;
using libcrypto::unsigned_of;

std::size_t digest_size(HashAlgorithm algorithm) {
  return static_cast<std::size_t>(EVP_MD_get_size(libcrypto::hash(algorithm)));
}

Bytes digest(HashAlgorithm algorithm, ByteView message) {
  Bytes out(digest_size(algorithm));
  require(EVP_Digest(message.data(), message.size(), unsigned_of(out.data()), nullptr,
                     libcrypto::hash(algorithm), nullptr) == 1,
          "OpenSSL: a hash failed");
  return out;
}

Bytes hmac(HashAlgorithm algorithm, ByteView key, ByteView message) {
  const libcrypto::KeyMemory memory;
  const EVP_MD* const hash = libcrypto::hash(algorithm);
  Bytes out(digest_size(algorithm));
  std::size_t size = 0;
  require(EVP_Q_mac(libcrypto::library().context, "HMAC", nullptr, EVP_MD_get0_name(hash), nullptr,
                    key.data(), key.size(), unsigned_of(message.data()), message.size(),
                    unsigned_of(out.data()), out.size(), &size) != nullptr,
          "OpenSSL: an HMAC failed");
  return out;
}

}  // namespace strongroom::crypto
