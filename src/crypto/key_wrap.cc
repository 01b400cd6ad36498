#include "crypto/key_wrap.h"

#include "crypto/libcrypto.h"
#include "crypto/openssl_memory.h"

#include <openssl/err.h>
#include <openssl/evp.h>

#include <stdexcept>

namespace strongroom::crypto {
namespace {

using libcrypto::CipherContext;
using libcrypto::require;
using libcrypto::unsigned_of;

/// RFC 5649, section 4: what is wrapped grows to whole blocks, and by one.
constexpr std::size_t kBlock = 8;

CipherContext wrapping(ByteView key, bool wraps) {
  const libcrypto::KeyMemory memory;
  CipherContext context(EVP_CIPHER_CTX_new());
  require(context != nullptr, "OpenSSL: out of memory");
  EVP_CIPHER_CTX_set_flags(context.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
  require(EVP_CipherInit_ex2(context.get(), libcrypto::library().aes_256_wrap_pad,
                             unsigned_of(key.data()), nullptr, wraps ? 1 : 0, nullptr) == 1,
          "OpenSSL: keys can't be wrapped");
  return context;
}

}  // namespace

Bytes wrap_key(ByteView key, ByteView plain) {
  if (key.size() != kWrappingKeySize || plain.empty() || plain.size() > kLongestWrapped) {
    throw std::invalid_argument("wrap_key: a wrong size");
  }
  const CipherContext context = wrapping(key, true);
  Bytes wrapped((plain.size() + kBlock - 1) / kBlock * kBlock + kBlock);
  int size = 0;
  require(EVP_CipherUpdate(context.get(), unsigned_of(wrapped.data()), &size,
                           unsigned_of(plain.data()), static_cast<int>(plain.size())) == 1 &&
              static_cast<std::size_t>(size) == wrapped.size(),
          "OpenSSL: a key can't be wrapped");
  return wrapped;
}

std::optional<SecretBytes> unwrap_key(ByteView key, ByteView wrapped) {
  if (key.size() != kWrappingKeySize || wrapped.size() < 2 * kBlock ||
      wrapped.size() > kLongestWrapped + kBlock || wrapped.size() % kBlock != 0) {
    return std::nullopt;
  }
  const CipherContext context = wrapping(key, false);
  SecretBytes room(wrapped.size());
  int size = 0;
  const int opened =
      EVP_CipherUpdate(context.get(), unsigned_of(room.writable().data()), &size,
                       unsigned_of(wrapped.data()), static_cast<int>(wrapped.size()));
  ERR_clear_error();  // what does not open leaves entries
  if (opened != 1 || size <= 0) return std::nullopt;
  return SecretBytes::copy_of(room.reveal().first(static_cast<std::size_t>(size)));
}

}  // namespace strongroom::crypto
