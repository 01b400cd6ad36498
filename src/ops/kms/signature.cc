#include "ops/kms/signature.h"

#include "crypto/digest.h"
#include "kms/key_state.h"
#include "ops/access.h"
#include "ops/kms/named_key.h"

#include <fmt/format.h>

#include <algorithm>

namespace strongroom::ops::kms_api {
namespace {

using crypto::SignatureAlgorithm;

struct NamedAlgorithm {
  std::string_view name;
  SignatureAlgorithm algorithm;
};
constexpr NamedAlgorithm kNamedAlgorithms[] = {
    {"RSASSA_PKCS1_V1_5_SHA_256", SignatureAlgorithm::Rs256},
    {"RSASSA_PKCS1_V1_5_SHA_384", SignatureAlgorithm::Rs384},
    {"RSASSA_PKCS1_V1_5_SHA_512", SignatureAlgorithm::Rs512},
    {"RSASSA_PSS_SHA_256", SignatureAlgorithm::Ps256},
    {"RSASSA_PSS_SHA_384", SignatureAlgorithm::Ps384},
    {"RSASSA_PSS_SHA_512", SignatureAlgorithm::Ps512},
    {"ECDSA_SHA_256", SignatureAlgorithm::Es256},
    {"ECDSA_SHA_256", SignatureAlgorithm::Es256k},
    {"ECDSA_SHA_384", SignatureAlgorithm::Es384},
    {"ECDSA_SHA_512", SignatureAlgorithm::Es512},
    {"ED25519_SHA_512", SignatureAlgorithm::Ed25519},
};

// Of a name that the kind has: ECDSA_SHA_256 is of two curves.
SignatureAlgorithm algorithm_named(const kms::KeyKind& kind, std::string_view name) {
  return std::ranges::find_if(kNamedAlgorithms,
                              [&](const NamedAlgorithm& named) {
                                return named.name == name &&
                                       crypto::fits(kind.pair->kind, named.algorithm);
                              })
      ->algorithm;
}

Result<void> check_message(const SignedMessage& message, SignatureAlgorithm algorithm) {
  if (message.type == "RAW") return {};
  // Ed25519 signs the message itself, and ML-DSA's own form is for ML-DSA.
  if (!message.is_digest() || algorithm == SignatureAlgorithm::Ed25519) {
    return failure(ErrorCode::Validation, fmt::format("MessageType {} is invalid for algorithm {}.",
                                                      message.type, message.algorithm));
  }
  if (message.bytes.size() == crypto::digest_size(crypto::hash_of(algorithm))) return {};
  return failure(ErrorCode::Validation,
                 fmt::format("Digest is invalid length for algorithm {}.", message.algorithm));
}

}  // namespace

void add_signature_conditions(const SignedMessage& message, policy::AccessRequest& access) {
  add_condition(access, "kms:SigningAlgorithm", message.algorithm);
  add_condition(access, "kms:MessageType", message.type);
}

Result<SignatureAlgorithm> signature_algorithm(const kms::Key& key, std::string_view operation,
                                               const SignedMessage& message) {
  SR_CHECK(kms::check_state(key, kms::StateRule::Use));
  SR_CHECK(check_usage(key, kms::KeyUsage::SignVerify, operation));
  SR_CHECK(check_algorithm(key, message.algorithm));
  const SignatureAlgorithm algorithm = algorithm_named(*key.kind, message.algorithm);
  SR_CHECK(check_message(message, algorithm));
  return algorithm;
}

}  // namespace strongroom::ops::kms_api
