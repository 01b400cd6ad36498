#pragma once

#include "crypto/key_kind.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

/// What kinds of keys there are (kms contract 2.3).
namespace strongroom::kms {

enum class KeyUsage : std::uint8_t { EncryptDecrypt, SignVerify, GenerateVerifyMac, KeyAgreement };

/// As the API and stored records name it: `ENCRYPT_DECRYPT`.
std::string_view name_of(KeyUsage usage);

/// A spec together with a usage that it can have. One object for each pair, so that pointers to
/// equal kinds are equal.
struct KeyKind {
  std::string_view spec;
  KeyUsage usage;
  std::span<const std::string_view> algorithms;  ///< In the order in which AWS lists them.
  std::size_t material_size = 0;                 ///< In bytes; 0 for a key pair.
  std::optional<crypto::KeyPairSpec> pair = {};

  /// Whether there can be keys of this kind.
  bool is_made() const { return material_size != 0 || pair; }
  bool symmetric() const { return spec == "SYMMETRIC_DEFAULT"; }
  bool has_algorithm(std::string_view name) const;
};

const KeyKind& symmetric_kind();

/// Of a spec of key pairs; nothing for any other.
std::optional<crypto::KeyPairSpec> key_pair_spec(std::string_view spec);

/// Null when there is no such spec, or it can't be used so.
const KeyKind* find_kind(std::string_view spec, std::string_view usage);

/// For the constraints of requests.
inline constexpr std::array<std::string_view, 4> kUsageNames = {
    "ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"};
inline constexpr std::array<std::string_view, 17> kSpecNames = {"RSA_2048",
                                                                "RSA_3072",
                                                                "RSA_4096",
                                                                "ECC_NIST_P256",
                                                                "ECC_NIST_P384",
                                                                "ECC_NIST_P521",
                                                                "ECC_SECG_P256K1",
                                                                "SYMMETRIC_DEFAULT",
                                                                "HMAC_224",
                                                                "HMAC_256",
                                                                "HMAC_384",
                                                                "HMAC_512",
                                                                "SM2",
                                                                "ML_DSA_44",
                                                                "ML_DSA_65",
                                                                "ML_DSA_87",
                                                                "ECC_NIST_EDWARDS25519"};

}  // namespace strongroom::kms
