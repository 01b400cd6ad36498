// The functions of the low level alone let a state be kept and gone on with
// (docs/decisions/0006-low-level-sha-256.md).
#define OPENSSL_SUPPRESS_DEPRECATED

#include "crypto/sha256_prefix.h"

#include "crypto/libcrypto.h"

#include <openssl/sha.h>

#include <algorithm>
#include <stdexcept>

namespace strongroom::crypto {

Sha256Prefix::Sha256Prefix(ByteView prefix) : size_(prefix.size()) {
  if (prefix.size() % kBlock != 0) throw std::invalid_argument("Sha256Prefix: not whole blocks");
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, prefix.data(), prefix.size());
  std::ranges::copy(context.h, state_.begin());
}

Digest256 Sha256Prefix::digest_with(ByteView rest) const {
  SHA256_CTX context;
  SHA256_Init(&context);
  std::ranges::copy(state_, context.h);
  context.Nl = static_cast<SHA_LONG>(size_ << 3);
  context.Nh = static_cast<SHA_LONG>(size_ >> 29);
  SHA256_Update(&context, rest.data(), rest.size());
  Digest256 digest;
  SHA256_Final(libcrypto::unsigned_of(digest.data()), &context);
  return digest;
}

}  // namespace strongroom::crypto
