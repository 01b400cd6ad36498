#include "kms/key_spec.h"

#include <algorithm>
#include <iterator>

namespace strongroom::kms {
namespace {

using Names = std::string_view[];
constexpr Names kSymmetric = {"SYMMETRIC_DEFAULT"};
constexpr Names kMac224 = {"HMAC_SHA_224"};
constexpr Names kMac256 = {"HMAC_SHA_256"};
constexpr Names kMac384 = {"HMAC_SHA_384"};
constexpr Names kMac512 = {"HMAC_SHA_512"};
constexpr Names kRsaEncryption = {"RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"};
constexpr Names kRsaSignature = {"RSASSA_PKCS1_V1_5_SHA_256", "RSASSA_PKCS1_V1_5_SHA_384",
                                 "RSASSA_PKCS1_V1_5_SHA_512", "RSASSA_PSS_SHA_256",
                                 "RSASSA_PSS_SHA_384",        "RSASSA_PSS_SHA_512"};
constexpr Names kEcdsa256 = {"ECDSA_SHA_256"};
constexpr Names kEcdsa384 = {"ECDSA_SHA_384"};
constexpr Names kEcdsa512 = {"ECDSA_SHA_512"};
constexpr Names kEcdh = {"ECDH"};
// OpenSSL 3.0 has no ED25519_PH_SHA_512.
constexpr Names kEdwards = {"ED25519_SHA_512"};
constexpr Names kMlDsa = {"ML_DSA_SHAKE_256"};

using enum KeyUsage;

constexpr KeyKind kKinds[] = {
    {"SYMMETRIC_DEFAULT", EncryptDecrypt, kSymmetric, 32},
    {"HMAC_224", GenerateVerifyMac, kMac224, 28},
    {"HMAC_256", GenerateVerifyMac, kMac256, 32},
    {"HMAC_384", GenerateVerifyMac, kMac384, 48},
    {"HMAC_512", GenerateVerifyMac, kMac512, 64},
    {"RSA_2048", EncryptDecrypt, kRsaEncryption, 0, crypto::kRsa2048},
    {"RSA_3072", EncryptDecrypt, kRsaEncryption, 0, crypto::kRsa3072},
    {"RSA_4096", EncryptDecrypt, kRsaEncryption, 0, crypto::kRsa4096},
    {"RSA_2048", SignVerify, kRsaSignature, 0, crypto::kRsa2048},
    {"RSA_3072", SignVerify, kRsaSignature, 0, crypto::kRsa3072},
    {"RSA_4096", SignVerify, kRsaSignature, 0, crypto::kRsa4096},
    {"ECC_NIST_P256", SignVerify, kEcdsa256, 0, crypto::kP256},
    {"ECC_NIST_P384", SignVerify, kEcdsa384, 0, crypto::kP384},
    {"ECC_NIST_P521", SignVerify, kEcdsa512, 0, crypto::kP521},
    {"ECC_NIST_P256", KeyAgreement, kEcdh, 0, crypto::kP256},
    {"ECC_NIST_P384", KeyAgreement, kEcdh, 0, crypto::kP384},
    {"ECC_NIST_P521", KeyAgreement, kEcdh, 0, crypto::kP521},
    {"ECC_SECG_P256K1", SignVerify, kEcdsa256, 0, crypto::kSecp256k1},
    {"ECC_NIST_EDWARDS25519", SignVerify, kEdwards, 0, crypto::kEd25519},
    {"ML_DSA_44", SignVerify, kMlDsa},
    {"ML_DSA_65", SignVerify, kMlDsa},
    {"ML_DSA_87", SignVerify, kMlDsa},
};

}  // namespace

std::string_view name_of(KeyUsage usage) { return kUsageNames[static_cast<std::size_t>(usage)]; }

bool KeyKind::has_algorithm(std::string_view name) const {
  return std::ranges::find(algorithms, name) != algorithms.end();
}

const KeyKind& symmetric_kind() { return kKinds[0]; }

std::optional<crypto::KeyPairSpec> key_pair_spec(std::string_view spec) {
  const auto* const found = std::ranges::find(kKinds, spec, &KeyKind::spec);
  return found == std::end(kKinds) ? std::nullopt : found->pair;
}

const KeyKind* find_kind(std::string_view spec, std::string_view usage) {
  const auto* const found = std::ranges::find_if(kKinds, [&](const KeyKind& kind) {
    return kind.spec == spec && name_of(kind.usage) == usage;
  });
  return found == std::end(kKinds) ? nullptr : found;
}

}  // namespace strongroom::kms
