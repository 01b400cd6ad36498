#include "crypto/key_kind.h"

namespace strongroom::crypto {

bool fits(KeyKind kind, SignatureAlgorithm algorithm) {
  switch (algorithm) {
    case SignatureAlgorithm::Es256:
      return kind == KeyKind::P256;
    case SignatureAlgorithm::Es384:
      return kind == KeyKind::P384;
    case SignatureAlgorithm::Es512:
      return kind == KeyKind::P521;
    case SignatureAlgorithm::Es256k:
      return kind == KeyKind::Secp256k1;
    case SignatureAlgorithm::Ed25519:
      return kind == KeyKind::Ed25519;
    default:
      return kind == KeyKind::Rsa;
  }
}

}  // namespace strongroom::crypto
