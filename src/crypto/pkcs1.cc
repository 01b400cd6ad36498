#include "crypto/pkcs1.h"

#include "crypto/libcrypto.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <iterator>
#include <memory>
#include <span>

namespace strongroom::crypto {

using libcrypto::require;
using libcrypto::unsigned_of;

std::optional<Bytes> pkcs1_der(const PublicKey& key) {
  if (key.spec().kind != KeyKind::Rsa) return std::nullopt;
  const Bytes info = key.der();
  const unsigned char* at = unsigned_of(info.data());
  const std::unique_ptr<EVP_PKEY, libcrypto::Free<EVP_PKEY_free>> read(
      d2i_PUBKEY_ex(nullptr, &at, std::ssize(info), libcrypto::library().context, nullptr));
  unsigned char* written = nullptr;
  const int size = read == nullptr ? 0 : i2d_PublicKey(read.get(), &written);
  require(size > 0, "OpenSSL: a public key can't be written");
  const auto bytes = std::as_bytes(std::span(written, static_cast<std::size_t>(size)));
  Bytes der(bytes.begin(), bytes.end());
  OPENSSL_free(written);
  return der;
}

Bytes md5(ByteView message) {
  Bytes out(16);
  require(EVP_Q_digest(libcrypto::library().context, "MD5", nullptr, message.data(), message.size(),
                       unsigned_of(out.data()), nullptr) == 1,
          "OpenSSL: MD5 failed");
  return out;
}

}  // namespace strongroom::crypto
