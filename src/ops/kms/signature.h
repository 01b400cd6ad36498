#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/signature_algorithm.h"
#include "kms/key.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <array>
#include <string_view>

/// What Sign and Verify share (kms contract 11.1).
namespace strongroom::ops::kms_api {

inline constexpr std::array<std::string_view, 13> kSigningAlgorithms = {"RSASSA_PSS_SHA_256",
                                                                        "RSASSA_PSS_SHA_384",
                                                                        "RSASSA_PSS_SHA_512",
                                                                        "RSASSA_PKCS1_V1_5_SHA_256",
                                                                        "RSASSA_PKCS1_V1_5_SHA_384",
                                                                        "RSASSA_PKCS1_V1_5_SHA_512",
                                                                        "ECDSA_SHA_256",
                                                                        "ECDSA_SHA_384",
                                                                        "ECDSA_SHA_512",
                                                                        "SM2DSA",
                                                                        "ML_DSA_SHAKE_256",
                                                                        "ED25519_SHA_512",
                                                                        "ED25519_PH_SHA_512"};
template <auto Member>
consteval wire::Field signing_algorithm_field() {
  return wire::required<Member>("SigningAlgorithm", wire::one_of(kSigningAlgorithms));
}

inline constexpr std::array<std::string_view, 3> kMessageTypes = {"RAW", "DIGEST", "EXTERNAL_MU"};
template <auto Member>
consteval wire::Field message_type_field() {
  return wire::optional<Member>("MessageType", wire::one_of(kMessageTypes));
}

/// What is signed, or said to be, and how.
struct SignedMessage {
  ByteView bytes;
  std::string_view type;
  std::string_view algorithm;

  bool is_digest() const { return type == "DIGEST"; }
};

void add_signature_conditions(const SignedMessage& message, policy::AccessRequest& access);

/// Errors of a key whose state, usage or spec does not fit `operation` and the algorithm;
/// Validation for a message that is none of its type.
Result<crypto::SignatureAlgorithm> signature_algorithm(const kms::Key& key,
                                                       std::string_view operation,
                                                       const SignedMessage& message);

}  // namespace strongroom::ops::kms_api
