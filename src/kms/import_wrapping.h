#pragma once

#include "base/bytes.h"
#include "crypto/private_key.h"
#include "crypto/secret_bytes.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace strongroom::kms {

/// How material is encrypted on its way here (kms contract 11.6). In import tokens: never change a
/// number.
enum class WrappingAlgorithm : std::uint8_t {
  OaepSha1 = 0,
  OaepSha256 = 1,
  KeyWrapSha1 = 2,  ///< RSAES-OAEP of an AES-256 key, then AES key wrap with padding under it.
  KeyWrapSha256 = 3,
};
/// In the order of the enumeration.
inline constexpr std::array<std::string_view, 4> kWrappingAlgorithmNames = {
    "RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256", "RSA_AES_KEY_WRAP_SHA_1", "RSA_AES_KEY_WRAP_SHA_256"};

std::optional<WrappingAlgorithm> wrapping_algorithm(std::string_view name);

/// What was wrapped for the holder of `key`, of RSA. Nothing when it does not open, without a
/// reason. Any bytes may be given.
std::optional<crypto::SecretBytes> unwrapped_import(const crypto::PrivateKey& key,
                                                    WrappingAlgorithm algorithm, ByteView wrapped);

}  // namespace strongroom::kms
