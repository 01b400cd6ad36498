#include "crypto/libcrypto.h"

#include "crypto/library.h"

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
      .sha256 = EVP_MD_fetch(context, "SHA256", nullptr),
  };
  require(loaded.aes_256_gcm != nullptr, "OpenSSL: AES-256-GCM is missing");
  require(loaded.sha256 != nullptr, "OpenSSL: SHA-256 is missing");
  return loaded;
}

}  // namespace

const Library& library() {
  static const Library loaded = load();
  return loaded;
}

void fail(const char* what) {
  ERR_clear_error();
  throw std::runtime_error(what);
}

}  // namespace libcrypto

void load_library() { libcrypto::library(); }

}  // namespace strongroom::crypto
