#include "keyring/kms_blob.h"

#include "crypto/aead.h"
#include "crypto/random.h"
#include "keyring/byte_format.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace strongroom::keyring {
namespace {

constexpr std::byte kFirstByte{0xc1};
constexpr std::byte kSuite{0x01};
constexpr std::uint8_t kMultiRegionFlag = 0x01;
constexpr std::string_view kLabel = "kmsblob/v1";

// Where the parts lie.
constexpr std::size_t kDerivationFrom = 4;
constexpr std::size_t kDerivationSize = 36;  // key UUID, generation, N: with the label one block
constexpr std::size_t kIvAt = 40;
constexpr std::size_t kCheckAt = 52;
constexpr std::size_t kHeader = 84;
static_assert(kHeader + crypto::kTagSize == kKmsBlobOverhead);

/// K_enc || K_com, wiped when it goes.
struct MessageKeys {
  std::array<std::byte, 64> bytes;

  MessageKeys(const crypto::HmacSha256& backing_key, ByteView header) {
    crypto::derive(backing_key, kLabel, header.subspan(kDerivationFrom, kDerivationSize), bytes);
  }
  ~MessageKeys() { crypto::wipe(bytes); }
  MessageKeys(const MessageKeys&) = delete;
  MessageKeys& operator=(const MessageKeys&) = delete;

  ByteView encryption() const { return ByteView(bytes).first(32); }
  ByteView check() const { return ByteView(bytes).last(32); }
};

}  // namespace

Result<KmsBlobKey> kms_blob_key(ByteView blob) {
  ByteReader reader(blob);
  const ByteView kind = reader.take(2);
  const auto flags = reader.number<std::uint8_t>();
  const auto reserved = reader.number<std::uint8_t>();
  const ByteView uuid = reader.take(sizeof(KeyUuid));
  const auto generation = reader.number<std::uint32_t>();
  // At least one byte is encrypted: Encrypt takes no empty plaintext.
  if (blob.size() <= kKmsBlobOverhead || kind[0] != kFirstByte || kind[1] != kSuite ||
      (flags & ~kMultiRegionFlag) != 0 || reserved != 0) {
    return invalid_ciphertext();
  }
  KmsBlobKey under{.multi_region = (flags & kMultiRegionFlag) != 0, .generation = generation};
  std::ranges::copy(uuid, under.key.begin());
  return under;
}

Bytes seal_kms_blob(const crypto::HmacSha256& backing_key, const KmsBlobKey& under,
                    ByteView context, ByteView plain, const Nonce& nonce) {
  Bytes blob;
  blob.reserve(plain.size() + kKmsBlobOverhead);
  blob.push_back(kFirstByte);
  blob.push_back(kSuite);
  append_number(blob, under.multi_region ? kMultiRegionFlag : std::uint8_t{0});
  append_number(blob, std::uint8_t{0});
  append(blob, under.key);
  append_number(blob, under.generation);
  append(blob, nonce.bytes);
  const MessageKeys keys(backing_key, blob);
  append(blob, keys.check());
  blob.resize(plain.size() + kKmsBlobOverhead);
  crypto::aead_seal(keys.encryption(), nonce.iv(), {ByteView(blob).first(kHeader), context}, plain,
                    std::span(blob).subspan(kHeader));
  return blob;
}

Result<void> open_kms_blob(const crypto::HmacSha256& backing_key, ByteView blob, ByteView context,
                           std::span<std::byte> plain) {
  if (!kms_blob_key(blob) || plain.size() != blob.size() - kKmsBlobOverhead) {
    return invalid_ciphertext();
  }
  const ByteView header = blob.first(kHeader);
  const MessageKeys keys(backing_key, header);
  const ByteView iv = header.subspan(kIvAt, crypto::kIvSize);
  if (!crypto::equal_in_constant_time(keys.check(), header.subspan(kCheckAt)) ||
      !crypto::aead_open(keys.encryption(), iv, {header, context}, blob.subspan(kHeader), plain)) {
    crypto::wipe(plain);
    return invalid_ciphertext();
  }
  return {};
}

}  // namespace strongroom::keyring
