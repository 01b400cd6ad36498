#include "crypto/libcrypto.h"

#include "crypto/library.h"
#include "crypto/openssl_memory.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/provider.h>

#include <stdexcept>

namespace strongroom::crypto {
namespace libcrypto {
namespace {

Library load() {
  // No configuration file, and no clean-up at exit under threads that still run.
  require(OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT, nullptr) == 1,
          "OpenSSL can't be initialised");
  OSSL_LIB_CTX* const context = OSSL_LIB_CTX_new();
  require(context != nullptr, "OpenSSL: no library context");
  require(OSSL_PROVIDER_load(context, "default") != nullptr,
          "OpenSSL: the default provider is missing");
  const Library loaded{
      .context = context,
      .aes_256_gcm = EVP_CIPHER_fetch(context, "AES-256-GCM", nullptr),
      .aes_256_wrap_pad = EVP_CIPHER_fetch(context, "AES-256-WRAP-PAD", nullptr),
      .sha1 = EVP_MD_fetch(context, "SHA1", nullptr),
      .sha224 = EVP_MD_fetch(context, "SHA224", nullptr),
      .sha256 = EVP_MD_fetch(context, "SHA256", nullptr),
      .sha384 = EVP_MD_fetch(context, "SHA384", nullptr),
      .sha512 = EVP_MD_fetch(context, "SHA512", nullptr),
  };
  require(loaded.aes_256_gcm != nullptr && loaded.aes_256_wrap_pad != nullptr,
          "OpenSSL: AES is missing");
  require(loaded.sha1 != nullptr && loaded.sha224 != nullptr && loaded.sha256 != nullptr &&
              loaded.sha384 != nullptr && loaded.sha512 != nullptr,
          "OpenSSL: a hash is missing");
  return loaded;
}

}  // namespace

const Library& library() {
  static const Library loaded = load();
  return loaded;
}

const EVP_MD* hash(HashAlgorithm algorithm) {
  const Library& loaded = library();
  switch (algorithm) {
    case HashAlgorithm::Sha1:
      return loaded.sha1;
    case HashAlgorithm::Sha224:
      return loaded.sha224;
    case HashAlgorithm::Sha256:
      return loaded.sha256;
    case HashAlgorithm::Sha384:
      return loaded.sha384;
    case HashAlgorithm::Sha512:
      break;
  }
  return loaded.sha512;
}

void fail(const char* what) {
  ERR_clear_error();
  throw std::runtime_error(what);
}

}  // namespace libcrypto

void load_library() {
  libcrypto::guard_memory();
  libcrypto::library();
}

}  // namespace strongroom::crypto
