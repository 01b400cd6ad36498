#include "kms/fingerprint.h"

#include <array>
#include <cstddef>

namespace strongroom::kms {

Fingerprint fingerprint_of(ByteView material, const keyring::KeyUuid& key) {
  constexpr std::array kSeparator{std::byte{0}};
  return crypto::hmac_sha256(material, {bytes_of("material-id/v1"), kSeparator, key});
}

}  // namespace strongroom::kms
