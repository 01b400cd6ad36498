#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/task.h"
#include "kms/encryption_context.h"
#include "ops/context.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <array>
#include <string>
#include <string_view>

/// Key pairs that leave the server under a key, as GenerateDataKeyPair and
/// GenerateDataKeyPairWithoutPlaintext make them (kms contract 11.4).
namespace strongroom::ops::kms_api {

inline constexpr std::array<std::string_view, 9> kKeyPairSpecs = {
    "RSA_2048",      "RSA_3072",        "RSA_4096", "ECC_NIST_P256",        "ECC_NIST_P384",
    "ECC_NIST_P521", "ECC_SECG_P256K1", "SM2",      "ECC_NIST_EDWARDS25519"};
template <auto Member>
consteval wire::Field key_pair_spec_field() {
  return wire::required<Member>("KeyPairSpec", wire::one_of(kKeyPairSpecs));
}

/// What a request says of the pair that it wants.
struct WantedKeyPair {
  std::string_view spec;
  kms::EncryptionContext encryption_context;
  bool dry_run = false;
};

void add_key_pair_conditions(std::string_view spec, policy::AccessRequest& access);

/// In the arena.
struct NewKeyPair {
  ByteView private_key;  ///< PKCS #8
  ByteView wrapped;      ///< The same under the key.
  ByteView public_key;   ///< SubjectPublicKeyInfo
  std::string material_id;
};

/// Under `context.key`. Errors of a key that can't do it; UnsupportedOperation for SM2.
Task<Result<NewKeyPair>> new_key_pair(OperationContext& context, std::string_view operation,
                                      const WantedKeyPair& wanted);

}  // namespace strongroom::ops::kms_api
