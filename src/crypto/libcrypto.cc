#include "crypto/libcrypto.h"

#include "crypto/library.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/params.h>
#include <openssl/provider.h>

#include <array>
#include <stdexcept>
#include <string>

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
      .hmac = EVP_MAC_fetch(context, "HMAC", nullptr),
  };
  require(loaded.aes_256_gcm != nullptr, "OpenSSL: AES-256-GCM is missing");
  require(loaded.sha256 != nullptr, "OpenSSL: SHA-256 is missing");
  require(loaded.hmac != nullptr, "OpenSSL: HMAC is missing");
  return loaded;
}

}  // namespace

const Library& library() {
  static const Library loaded = load();
  return loaded;
}

MacContext new_hmac_context() {
  MacContext context(EVP_MAC_CTX_new(library().hmac));
  std::string digest = "SHA256";
  const std::array parameters{
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0),
      OSSL_PARAM_construct_end()};
  require(context && EVP_MAC_CTX_set_params(context.get(), parameters.data()) == 1,
          "OpenSSL: HMAC-SHA256 can't be set up");
  return context;
}

void fail(const char* what) {
  ERR_clear_error();
  throw std::runtime_error(what);
}

}  // namespace libcrypto

void load_library() { libcrypto::library(); }

}  // namespace strongroom::crypto
