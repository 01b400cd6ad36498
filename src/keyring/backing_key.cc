#include "keyring/backing_key.h"

#include "base/encoding.h"

#include <array>
#include <cstddef>
#include <utility>

namespace strongroom::keyring {
namespace {

std::string material_id_of(const crypto::HmacSha256& material, const KeyUuid& key) {
  constexpr std::array kSeparator{std::byte{0}};
  return hex_of(material.mac({bytes_of("material-id/v1"), kSeparator, key}));
}

}  // namespace

BackingKey::BackingKey(const KmsBlobKey& identity, crypto::LockedKey material)
    : identity_(identity),
      material_(std::move(material)),
      material_id_(material_id_of(material_.hmac(), identity.key)) {}

Result<void> BackingKey::open(ByteView blob, ByteView context, std::span<std::byte> plain) const {
  SR_TRY(const KmsBlobKey under, kms_blob_key(blob));
  if (under != identity_) return invalid_ciphertext();
  return open_kms_blob(material_.hmac(), blob, context, plain);
}

}  // namespace strongroom::keyring
