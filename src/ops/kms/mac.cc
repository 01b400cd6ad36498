#include "ops/kms/mac.h"

#include "crypto/digest.h"
#include "kms/key_material.h"
#include "kms/key_state.h"
#include "ops/kms/named_key.h"

#include <algorithm>

namespace strongroom::ops::kms_api {
namespace {

// In the order of kMacAlgorithms.
constexpr std::array kHashes = {crypto::HashAlgorithm::Sha224, crypto::HashAlgorithm::Sha256,
                                crypto::HashAlgorithm::Sha384, crypto::HashAlgorithm::Sha512};
static_assert(kHashes.size() == kMacAlgorithms.size());

}  // namespace

Result<Bytes> mac_of(const kms::Key& key, std::string_view operation, std::string_view algorithm,
                     ByteView message) {
  SR_CHECK(kms::check_state(key, kms::StateRule::Use));
  SR_CHECK(check_usage(key, kms::KeyUsage::GenerateVerifyMac, operation));
  SR_CHECK(check_algorithm(key, algorithm));
  const auto* const found = std::ranges::find(kMacAlgorithms, algorithm);
  const auto hash = kHashes.at(static_cast<std::size_t>(found - kMacAlgorithms.begin()));
  return crypto::hmac(hash, key.material->mac_key.reveal(), message);
}

}  // namespace strongroom::ops::kms_api
