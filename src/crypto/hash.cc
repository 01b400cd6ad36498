#include "crypto/hash.h"

#include "crypto/libcrypto.h"
#include "crypto/random.h"

#include <openssl/evp.h>

#include <algorithm>
#include <stdexcept>

namespace strongroom::crypto {
namespace {

using libcrypto::require;
using libcrypto::unsigned_of;

/// One key, or with null the key of before; then the parts.
Digest256 hmac_of(EVP_MAC_CTX* context, const unsigned char* key, std::size_t key_size,
                  std::initializer_list<ByteView> parts) {
  // No parameters: naming the digest again would make OpenSSL fetch it again.
  bool good = EVP_MAC_init(context, key, key_size, nullptr) == 1;
  for (const ByteView part : parts) {
    good = good && EVP_MAC_update(context, unsigned_of(part.data()), part.size()) == 1;
  }
  Digest256 digest;
  std::size_t written = 0;
  good = good && EVP_MAC_final(context, unsigned_of(digest.data()), &written, digest.size()) == 1;
  require(good && written == digest.size(), "OpenSSL: HMAC-SHA256 failed");
  return digest;
}

/// Null means "the key of before" to OpenSSL, so an empty key needs an address.
const unsigned char* address_of_key(ByteView key) {
  static constexpr unsigned char kEmpty = 0;
  return key.empty() ? &kEmpty : unsigned_of(key.data());
}

/// `mac` gives the HMAC of one block's input; it is called once or twice.
template <class Mac>
void derive_with(Mac mac, std::string_view label, ByteView context, std::span<std::byte> out) {
  constexpr std::size_t kBlock = sizeof(Digest256);
  if (label.size() + context.size() > kDerivationInput || out.size() > 2 * kBlock) {
    throw std::invalid_argument("derive: too long");
  }
  // [i]_32 || label || 00 || context || [L]_32, in one piece: each update call has its price.
  std::array<std::byte, 4 + kDerivationInput + 1 + 4> input{};
  auto end = std::ranges::copy(bytes_of(label), input.begin() + 4).out + 1;
  end = std::ranges::copy(context, end).out;
  const std::size_t bits = out.size() * 8;
  *(end + 2) = static_cast<std::byte>(bits >> 8);
  *(end + 3) = static_cast<std::byte>(bits & 0xff);
  const ByteView whole(input.begin(), end + 4);
  for (std::size_t at = 0; at < out.size(); at += kBlock) {
    input[3] = static_cast<std::byte>(at / kBlock + 1);
    Digest256 block = mac(whole);
    const auto part = out.subspan(at, std::min(kBlock, out.size() - at));
    std::ranges::copy(std::span(block).first(part.size()), part.begin());
    wipe(block);
  }
}

}  // namespace

Digest256 sha256(std::initializer_list<ByteView> parts) {
  thread_local const libcrypto::DigestContext context(EVP_MD_CTX_new());
  bool good = context && EVP_DigestInit_ex2(context.get(), libcrypto::library().sha256, nullptr);
  for (const ByteView part : parts) {
    good = good && EVP_DigestUpdate(context.get(), part.data(), part.size()) == 1;
  }
  Digest256 digest;
  good = good && EVP_DigestFinal_ex(context.get(), unsigned_of(digest.data()), nullptr) == 1;
  require(good, "OpenSSL: SHA-256 failed");
  return digest;
}

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  require(context_ && EVP_DigestInit_ex2(context_.get(), libcrypto::library().sha256, nullptr) == 1,
          "OpenSSL: SHA-256 failed");
}

void Sha256::Free::operator()(evp_md_ctx_st* context) const noexcept { EVP_MD_CTX_free(context); }

void Sha256::add(ByteView part) {
  require(EVP_DigestUpdate(context_.get(), part.data(), part.size()) == 1,
          "OpenSSL: SHA-256 failed");
}

Digest256 Sha256::digest() {
  Digest256 digest;
  require(EVP_DigestFinal_ex(context_.get(), unsigned_of(digest.data()), nullptr) == 1,
          "OpenSSL: SHA-256 failed");
  return digest;
}

Digest256 hmac_sha256(ByteView key, std::initializer_list<ByteView> parts) {
  thread_local const libcrypto::MacContext context = libcrypto::new_hmac_context();
  return hmac_of(context.get(), address_of_key(key), key.size(), parts);
}

HmacSha256::HmacSha256(ByteView key) : context_(libcrypto::new_hmac_context().release()) {
  require(EVP_MAC_init(context_.get(), address_of_key(key), key.size(), nullptr) == 1,
          "OpenSSL: HMAC-SHA256 refuses the key");
}

void HmacSha256::Free::operator()(evp_mac_ctx_st* context) const noexcept {
  EVP_MAC_CTX_free(context);
}

Digest256 HmacSha256::mac(std::initializer_list<ByteView> parts) {
  return hmac_of(context_.get(), nullptr, 0, parts);
}

void derive(HmacSha256& key, std::string_view label, ByteView context, std::span<std::byte> out) {
  derive_with([&](ByteView input) { return key.mac({input}); }, label, context, out);
}

void derive(ByteView key, std::string_view label, ByteView context, std::span<std::byte> out) {
  derive_with([&](ByteView input) { return hmac_sha256(key, {input}); }, label, context, out);
}

}  // namespace strongroom::crypto
