#include "crypto/signature_algorithm.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace strongroom::crypto {
namespace {

using Algorithm = SignatureAlgorithm;

struct NamedAlgorithm {
  std::string_view name;
  Algorithm algorithm;
};
constexpr std::array<NamedAlgorithm, 9> kAlgorithms = {{{"RS256", Algorithm::Rs256},
                                                        {"RS384", Algorithm::Rs384},
                                                        {"RS512", Algorithm::Rs512},
                                                        {"PS256", Algorithm::Ps256},
                                                        {"PS384", Algorithm::Ps384},
                                                        {"PS512", Algorithm::Ps512},
                                                        {"ES256", Algorithm::Es256},
                                                        {"ES384", Algorithm::Es384},
                                                        {"ES512", Algorithm::Es512}}};

}  // namespace

std::optional<SignatureAlgorithm> signature_algorithm(std::string_view name) {
  const auto* const found = std::ranges::find(kAlgorithms, name, &NamedAlgorithm::name);
  if (found == kAlgorithms.end()) return std::nullopt;
  return found->algorithm;
}

HashAlgorithm hash_of(SignatureAlgorithm algorithm) {
  switch (algorithm) {
    case Algorithm::Rs256:
    case Algorithm::Ps256:
    case Algorithm::Es256:
    case Algorithm::Es256k:
      return HashAlgorithm::Sha256;
    case Algorithm::Rs384:
    case Algorithm::Ps384:
    case Algorithm::Es384:
      return HashAlgorithm::Sha384;
    case Algorithm::Rs512:
    case Algorithm::Ps512:
    case Algorithm::Es512:
      return HashAlgorithm::Sha512;
    case Algorithm::Ed25519:
      break;
  }
  throw std::invalid_argument("hash_of: Ed25519 signs the message");
}

bool is_pss(SignatureAlgorithm algorithm) {
  return algorithm == Algorithm::Ps256 || algorithm == Algorithm::Ps384 ||
         algorithm == Algorithm::Ps512;
}

bool is_ecdsa(SignatureAlgorithm algorithm) {
  return algorithm == Algorithm::Es256 || algorithm == Algorithm::Es384 ||
         algorithm == Algorithm::Es512 || algorithm == Algorithm::Es256k;
}

}  // namespace strongroom::crypto
