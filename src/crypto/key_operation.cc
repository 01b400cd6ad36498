#include "crypto/key_operation.h"

#include <openssl/core_names.h>
#include <openssl/rsa.h>

namespace strongroom::crypto::libcrypto {

void set_written_form(EVP_PKEY* key) {
  if (EVP_PKEY_is_a(key, "EC") != 1) return;
  require(EVP_PKEY_set_utf8_string_param(key, OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT,
                                         OSSL_PKEY_EC_POINT_CONVERSION_FORMAT_UNCOMPRESSED) == 1 &&
              EVP_PKEY_set_int_param(key, OSSL_PKEY_PARAM_EC_INCLUDE_PUBLIC, 1) == 1,
          "OpenSSL: a key's form can't be set");
}

KeyContext key_operation(EVP_PKEY* key) {
  KeyContext context(EVP_PKEY_CTX_new_from_pkey(library().context, key, nullptr));
  require(context != nullptr, "OpenSSL: out of memory");
  return context;
}

bool set_signature(EVP_PKEY_CTX* operation, SignatureAlgorithm algorithm) {
  if (!is_ecdsa(algorithm)) {
    const int padding = is_pss(algorithm) ? RSA_PKCS1_PSS_PADDING : RSA_PKCS1_PADDING;
    if (EVP_PKEY_CTX_set_rsa_padding(operation, padding) != 1) return false;
  }
  if (EVP_PKEY_CTX_set_signature_md(operation, hash(hash_of(algorithm))) != 1) return false;
  return !is_pss(algorithm) ||
         EVP_PKEY_CTX_set_rsa_pss_saltlen(operation, RSA_PSS_SALTLEN_DIGEST) == 1;
}

bool set_oaep(EVP_PKEY_CTX* operation, OaepHash hash) {
  const EVP_MD* const md =
      libcrypto::hash(hash == OaepHash::Sha1 ? HashAlgorithm::Sha1 : HashAlgorithm::Sha256);
  return EVP_PKEY_CTX_set_rsa_padding(operation, RSA_PKCS1_OAEP_PADDING) == 1 &&
         EVP_PKEY_CTX_set_rsa_oaep_md(operation, md) == 1 &&
         EVP_PKEY_CTX_set_rsa_mgf1_md(operation, md) == 1;
}

}  // namespace strongroom::crypto::libcrypto
