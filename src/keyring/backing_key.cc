#include "keyring/backing_key.h"

#include "base/encoding.h"

#include <array>
#include <cstddef>

namespace strongroom::keyring {

Result<void> BackingKey::open(ByteView blob, ByteView context, std::span<std::byte> plain) const {
  SR_TRY(const KmsBlobKey under, kms_blob_key(blob));
  if (under != identity_) return invalid_ciphertext();
  return open_kms_blob(material_.hmac(), blob, context, plain);
}

std::string BackingKey::material_id() const {
  constexpr std::array kSeparator{std::byte{0}};
  return hex_of(material_.hmac().mac({bytes_of("material-id/v1"), kSeparator, identity_.key}));
}

}  // namespace strongroom::keyring
