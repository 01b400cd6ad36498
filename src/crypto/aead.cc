#include "crypto/aead.h"

#include "crypto/libcrypto.h"
#include "crypto/openssl_memory.h"
#include "crypto/random.h"

#include <openssl/err.h>
#include <openssl/evp.h>

#include <climits>
#include <stdexcept>

namespace strongroom::crypto {
namespace {

using libcrypto::CipherContext;
using libcrypto::unsigned_of;

void check_sizes(ByteView key, ByteView iv, std::size_t plain, std::size_t sealed) {
  if (key.size() != kKeySize || iv.size() != kIvSize || sealed != plain + kTagSize ||
      sealed > INT_MAX) {
    throw std::invalid_argument("AES-GCM: wrong size of a key, IV or buffer");
  }
}

/// The cipher is given here once; every later init passes null, which keeps it. Its memory is that
/// of keys, since it keeps the schedule of the last one.
CipherContext new_context(bool for_sealing) {
  const libcrypto::KeyMemory memory;
  CipherContext context(EVP_CIPHER_CTX_new());
  libcrypto::require(context && EVP_CipherInit_ex2(context.get(), libcrypto::library().aes_256_gcm,
                                                   nullptr, nullptr, for_sealing, nullptr) == 1,
                     "OpenSSL: AES-256-GCM can't be set up");
  return context;
}

/// Associated data when `out` is null.
bool update(EVP_CIPHER_CTX* context, ByteView in, std::byte* out) {
  if (in.empty()) return true;
  if (in.size() > INT_MAX) return false;
  int written = 0;
  return EVP_CipherUpdate(context, unsigned_of(out), &written, unsigned_of(in.data()),
                          static_cast<int>(in.size())) == 1;
}

bool begin(EVP_CIPHER_CTX* context, ByteView key, ByteView iv,
           std::initializer_list<ByteView> associated) {
  // -1: the direction stays as it was set.
  bool good = EVP_CipherInit_ex2(context, nullptr, unsigned_of(key.data()), unsigned_of(iv.data()),
                                 -1, nullptr) == 1;
  for (const ByteView part : associated) good = good && update(context, part, nullptr);
  return good;
}

bool finish(EVP_CIPHER_CTX* context) {
  unsigned char nothing = 0;
  int written = 0;
  return EVP_CipherFinal_ex(context, &nothing, &written) == 1;
}

}  // namespace

void aead_seal(ByteView key, ByteView iv, std::initializer_list<ByteView> associated,
               ByteView plain, std::span<std::byte> sealed) {
  check_sizes(key, iv, plain.size(), sealed.size());
  thread_local const CipherContext context = new_context(true);
  const bool good = begin(context.get(), key, iv, associated) &&
                    update(context.get(), plain, sealed.data()) && finish(context.get()) &&
                    EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, kTagSize,
                                        sealed.last(kTagSize).data()) == 1;
  libcrypto::require(good, "OpenSSL: AES-256-GCM failed");
}

bool aead_open(ByteView key, ByteView iv, std::initializer_list<ByteView> associated,
               ByteView sealed, std::span<std::byte> plain) {
  if (sealed.size() < kTagSize) {
    wipe(plain);
    return false;
  }
  check_sizes(key, iv, plain.size(), sealed.size());
  thread_local const CipherContext context = new_context(false);
  // OpenSSL reads the tag at this call but its interface has no const.
  auto* const tag = const_cast<std::byte*>(sealed.last(kTagSize).data());
  // Nobody may look at `plain` before the last step has said yes (contract 10.6).
  const bool good = begin(context.get(), key, iv, associated) &&
                    update(context.get(), sealed.first(plain.size()), plain.data()) &&
                    EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, kTagSize, tag) == 1 &&
                    finish(context.get());
  if (!good) {
    wipe(plain);
    ERR_clear_error();
  }
  return good;
}

}  // namespace strongroom::crypto
