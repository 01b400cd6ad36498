#include "crypto/private_key.h"

#include "crypto/digest.h"
#include "crypto/key_der.h"
#include "crypto/key_operation.h"
#include "crypto/libcrypto.h"
#include "crypto/openssl_memory.h"

#include <openssl/encoder.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <iterator>
#include <memory>
#include <span>
#include <utility>

namespace strongroom::crypto {
namespace {

using libcrypto::DigestContext;
using libcrypto::Free;
using libcrypto::key_operation;
using libcrypto::KeyContext;
using libcrypto::KeyMemory;
using libcrypto::require;
using libcrypto::set_oaep;
using libcrypto::set_signature;
using libcrypto::unsigned_of;

using PrivateKeyInfo = std::unique_ptr<PKCS8_PRIV_KEY_INFO, Free<PKCS8_PRIV_KEY_INFO_free>>;
using Encoder = std::unique_ptr<OSSL_ENCODER_CTX, Free<OSSL_ENCODER_CTX_free>>;

EVP_PKEY* generated(const KeyPairSpec& spec) {
  OSSL_LIB_CTX* const context = libcrypto::library().context;
  switch (spec.kind) {
    case KeyKind::Rsa:
      return EVP_PKEY_Q_keygen(context, nullptr, "RSA",
                               static_cast<std::size_t>(spec.modulus_bits));
    case KeyKind::P256:
      return EVP_PKEY_Q_keygen(context, nullptr, "EC", "P-256");
    case KeyKind::P384:
      return EVP_PKEY_Q_keygen(context, nullptr, "EC", "P-384");
    case KeyKind::P521:
      return EVP_PKEY_Q_keygen(context, nullptr, "EC", "P-521");
    case KeyKind::Secp256k1:
      return EVP_PKEY_Q_keygen(context, nullptr, "EC", "secp256k1");
    case KeyKind::Ed25519:
      break;
  }
  return EVP_PKEY_Q_keygen(context, nullptr, "ED25519");
}

/// Whether its numbers fit each other: the public half to the private one, primes that are primes.
bool is_consistent(EVP_PKEY* key) {
  const KeyContext context = key_operation(key);
  const bool consistent = EVP_PKEY_check(context.get()) == 1;
  ERR_clear_error();
  return consistent;
}

}  // namespace

void PrivateKey::Free::operator()(evp_pkey_st* key) const noexcept { EVP_PKEY_free(key); }

PrivateKey PrivateKey::generate(const KeyPairSpec& spec) {
  const KeyMemory memory;
  Handle key(generated(spec));
  require(key != nullptr, "OpenSSL: a key pair can't be generated");
  return {spec.kind, std::move(key)};
}

std::optional<PrivateKey> PrivateKey::of_der(const KeyPairSpec& spec, ByteView der) {
  const KeyMemory memory;
  auto key = of_own_der(spec, der);
  if (!key || !is_consistent(key->key_.get())) return std::nullopt;
  return key;
}

std::optional<PrivateKey> PrivateKey::of_own_der(const KeyPairSpec& spec, ByteView der) {
  const KeyMemory memory;
  if (der.size() > kLongestDer || key_der::kind_of_private_key(der) != spec.kind) {
    return std::nullopt;
  }
  const unsigned char* at = unsigned_of(der.data());
  const PrivateKeyInfo info(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, std::ssize(der)));
  Handle key(info == nullptr
                 ? nullptr
                 : EVP_PKCS82PKEY_ex(info.get(), libcrypto::library().context, nullptr));
  ERR_clear_error();
  if (key == nullptr || at != unsigned_of(der.data()) + der.size()) return std::nullopt;
  libcrypto::set_written_form(key.get());
  PrivateKey read(spec.kind, std::move(key));
  // The public half is judged as anybody's: size and exponent of RSA, the point's place.
  const auto half = PublicKey::of_der(read.public_der());
  if (!half || half->spec() != spec) return std::nullopt;
  return read;
}

PrivateKey PrivateKey::of_ed25519_seed(ByteView seed) {
  const KeyMemory memory;
  Handle key(EVP_PKEY_new_raw_private_key_ex(libcrypto::library().context, "ED25519", nullptr,
                                             unsigned_of(seed.data()), seed.size()));
  require(key != nullptr, "OpenSSL: an Ed25519 key can't be made");
  return {KeyKind::Ed25519, std::move(key)};
}

SecretBytes PrivateKey::der() const {
  const KeyMemory memory;
  const Encoder encoder(OSSL_ENCODER_CTX_new_for_pkey(key_.get(), EVP_PKEY_KEYPAIR, "DER",
                                                      "PrivateKeyInfo", nullptr));
  unsigned char* written = nullptr;
  std::size_t size = 0;
  require(encoder != nullptr && OSSL_ENCODER_to_data(encoder.get(), &written, &size) == 1,
          "OpenSSL: a private key can't be written");
  SecretBytes der = SecretBytes::copy_of(std::as_bytes(std::span(written, size)));
  OPENSSL_clear_free(written, size);
  return der;
}

Bytes PrivateKey::public_der() const {
  const KeyMemory memory;
  return key_der::of_public_half(key_.get());
}

PublicKey PrivateKey::public_key() const {
  auto half = PublicKey::of_der(public_der());
  require(half.has_value(), "OpenSSL: a public key can't be read");
  return *std::move(half);
}

std::optional<Bytes> PrivateKey::sign(SignatureAlgorithm algorithm, ByteView message) const {
  const KeyMemory memory;
  if (!fits(kind_, algorithm)) return std::nullopt;
  if (algorithm != SignatureAlgorithm::Ed25519) {
    return sign_digest(algorithm, digest(hash_of(algorithm), message));
  }
  const DigestContext context(EVP_MD_CTX_new());
  Bytes signature(64);
  std::size_t size = signature.size();
  require(context != nullptr &&
              EVP_DigestSignInit_ex(context.get(), nullptr, nullptr, libcrypto::library().context,
                                    nullptr, key_.get(), nullptr) == 1 &&
              EVP_DigestSign(context.get(), unsigned_of(signature.data()), &size,
                             unsigned_of(message.data()), message.size()) == 1,
          "OpenSSL: Ed25519 can't sign");
  return signature;
}

std::optional<Bytes> PrivateKey::sign_digest(SignatureAlgorithm algorithm, ByteView digest) const {
  const KeyMemory memory;
  if (!fits(kind_, algorithm) || algorithm == SignatureAlgorithm::Ed25519 ||
      digest.size() != digest_size(hash_of(algorithm))) {
    return std::nullopt;
  }
  const KeyContext context = key_operation(key_.get());
  Bytes signature(static_cast<std::size_t>(EVP_PKEY_get_size(key_.get())));
  std::size_t size = signature.size();
  require(EVP_PKEY_sign_init(context.get()) == 1 && set_signature(context.get(), algorithm) &&
              EVP_PKEY_sign(context.get(), unsigned_of(signature.data()), &size,
                            unsigned_of(digest.data()), digest.size()) == 1,
          "OpenSSL: a key can't sign");
  signature.resize(size);
  return signature;
}

std::optional<SecretBytes> PrivateKey::decrypt(OaepHash hash, ByteView sealed) const {
  const KeyMemory memory;
  if (kind_ != KeyKind::Rsa) return std::nullopt;
  const KeyContext context = key_operation(key_.get());
  require(EVP_PKEY_decrypt_init(context.get()) == 1 && set_oaep(context.get(), hash),
          "OpenSSL: RSA can't decrypt");
  SecretBytes room(static_cast<std::size_t>(EVP_PKEY_get_size(key_.get())));
  std::size_t size = room.size();
  const int opened = EVP_PKEY_decrypt(context.get(), unsigned_of(room.writable().data()), &size,
                                      unsigned_of(sealed.data()), sealed.size());
  ERR_clear_error();  // what does not open leaves entries
  if (opened != 1) return std::nullopt;
  return SecretBytes::copy_of(room.reveal().first(size));
}

std::optional<SecretBytes> PrivateKey::shared_secret(const PublicKey& other) const {
  const KeyMemory memory;
  const bool agrees = kind_ == KeyKind::P256 || kind_ == KeyKind::P384 || kind_ == KeyKind::P521 ||
                      kind_ == KeyKind::Secp256k1;
  if (!agrees || kind_ != other.kind_) return std::nullopt;
  const KeyContext context = key_operation(key_.get());
  std::size_t size = 0;
  const bool ready = EVP_PKEY_derive_init(context.get()) == 1 &&
                     EVP_PKEY_derive_set_peer_ex(context.get(), other.key_.get(), 1) == 1 &&
                     EVP_PKEY_derive(context.get(), nullptr, &size) == 1;
  require(ready, "OpenSSL: ECDH failed");
  SecretBytes secret(size);
  require(EVP_PKEY_derive(context.get(), unsigned_of(secret.writable().data()), &size) == 1 &&
              size == secret.size(),
          "OpenSSL: ECDH failed");
  return secret;
}

}  // namespace strongroom::crypto
