// The functions of the low level: EVP's contexts cost three allocations an HMAC and as much time as
// the hashing of a short text (docs/decisions/0006-low-level-sha-256.md).
#define OPENSSL_SUPPRESS_DEPRECATED

#include "crypto/hash.h"

#include "crypto/libcrypto.h"
#include "crypto/random.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace strongroom::crypto {
namespace {

using libcrypto::require;
using libcrypto::unsigned_of;

/// RFC 2104.
constexpr std::size_t kBlockSize = SHA256_CBLOCK;
constexpr std::byte kInnerPad{0x36};
constexpr std::byte kOuterPad{0x5c};

/// A state of SHA-256 on the stack, wiped when it goes: in an HMAC it is as good as the key.
class KeyedState {
 public:
  KeyedState() { SHA256_Init(&context_); }
  ~KeyedState() { wipe(std::as_writable_bytes(std::span(&context_, 1))); }
  KeyedState(const KeyedState&) = delete;
  KeyedState& operator=(const KeyedState&) = delete;

  void add(ByteView part) { SHA256_Update(&context_, part.data(), part.size()); }
  Digest256 digest() {
    Digest256 digest;
    SHA256_Final(unsigned_of(digest.data()), &context_);
    return digest;
  }

  /// What it knows after a whole number of blocks: eight words.
  void save(std::span<std::byte> to) const { std::memcpy(to.data(), context_.h, to.size()); }
  /// As after one block.
  void resume(ByteView from) {
    std::memcpy(context_.h, from.data(), from.size());
    context_.Nl = kBlockSize * 8;
  }

 private:
  SHA256_CTX context_;
};
static_assert(sizeof(SHA256_CTX::h) == LockedKey::kSize);

/// Adds the block that the key and a pad make.
void add_key(KeyedState& state, ByteView key, std::byte pad) {
  std::array<std::byte, kBlockSize> block{};
  if (key.size() <= kBlockSize) {
    std::ranges::copy(key, block.begin());
  } else {
    KeyedState shortened;
    shortened.add(key);
    Digest256 digest = shortened.digest();
    std::ranges::copy(digest, block.begin());
    wipe(digest);
  }
  for (std::byte& byte : block) byte ^= pad;
  state.add(block);
  wipe(block);
}

LockedKey state_after_key(ByteView key, std::byte pad) {
  KeyedState state;
  add_key(state, key, pad);
  LockedKey saved;
  state.save(saved.writable());
  return saved;
}

Digest256 finished(KeyedState& inner, KeyedState& outer, std::initializer_list<ByteView> parts) {
  for (const ByteView part : parts) inner.add(part);
  outer.add(inner.digest());
  return outer.digest();
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
  SHA256_CTX context;
  SHA256_Init(&context);
  for (const ByteView part : parts) SHA256_Update(&context, part.data(), part.size());
  Digest256 digest;
  SHA256_Final(unsigned_of(digest.data()), &context);
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
  KeyedState inner;
  KeyedState outer;
  add_key(inner, key, kInnerPad);
  add_key(outer, key, kOuterPad);
  return finished(inner, outer, parts);
}

HmacSha256::HmacSha256(ByteView key)
    : inner_(state_after_key(key, kInnerPad)), outer_(state_after_key(key, kOuterPad)) {}

Digest256 HmacSha256::mac(std::initializer_list<ByteView> parts) const {
  KeyedState inner;
  KeyedState outer;
  inner.resume(inner_.reveal());
  outer.resume(outer_.reveal());
  return finished(inner, outer, parts);
}

void derive(const HmacSha256& key, std::string_view label, ByteView context,
            std::span<std::byte> out) {
  derive_with([&](ByteView input) { return key.mac({input}); }, label, context, out);
}

void derive(ByteView key, std::string_view label, ByteView context, std::span<std::byte> out) {
  derive_with([&](ByteView input) { return hmac_sha256(key, {input}); }, label, context, out);
}

}  // namespace strongroom::crypto
