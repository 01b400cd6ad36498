#pragma once

#include "base/bytes.h"
#include "crypto/locked_memory.h"

#include <array>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <span>
#include <string_view>

struct evp_md_ctx_st;

namespace strongroom::crypto {

using Digest256 = std::array<std::byte, 32>;

/// SHA-256 over the parts, one after another. Any thread.
Digest256 sha256(std::initializer_list<ByteView> parts);
inline Digest256 sha256(ByteView bytes) { return sha256({bytes}); }

/// SHA-256 of what does not fit into memory, part by part. One thread at a time.
class Sha256 {
 public:
  Sha256();

  void add(ByteView part);
  /// Of all that was added; nothing may be added afterwards.
  Digest256 digest();

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const noexcept;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

/// HMAC-SHA256 over the parts, for a key that is used once or seldom. Any thread.
Digest256 hmac_sha256(ByteView key, std::initializer_list<ByteView> parts);

/// A key prepared for many HMACs (crypto contract 10.3: half the cost): what SHA-256 knows after
/// the first block of either pass, in locked memory, since it is worth as much as the key.
/// Immutable: any thread.
class HmacSha256 {
 public:
  explicit HmacSha256(ByteView key);

  Digest256 mac(std::initializer_list<ByteView> parts) const;

 private:
  LockedKey inner_;
  LockedKey outer_;
};

/// The longest label and context that `derive` takes, together.
inline constexpr std::size_t kDerivationInput = 119;

/// SP 800-108 in counter mode with HMAC-SHA256, the one derivation of the product (crypto
/// contract 4.2). Fills `out`, at most 64 bytes.
void derive(const HmacSha256& key, std::string_view label, ByteView context,
            std::span<std::byte> out);
void derive(ByteView key, std::string_view label, ByteView context, std::span<std::byte> out);

}  // namespace strongroom::crypto
