#pragma once

#include "base/bytes.h"
#include "base/encoding.h"
#include "crypto/key_kind.h"
#include "crypto/signature_algorithm.h"

#include <boost/json.hpp>

#include <fstream>
#include <map>
#include <ostream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::crypto {

/// For tests: a key pair that the openssl command made, and what it did with it
/// (tests/vectors/openssl).
struct KnownKeyPair {
  std::string name;
  KeyPairSpec spec;
  Bytes private_key;
  Bytes public_key;
  Bytes message;
  std::map<SignatureAlgorithm, Bytes> signatures;
  std::map<OaepHash, Bytes> encrypted;  ///< RSA only, of `plain`.
  Bytes plain;
  Bytes peer;  ///< Curves for ECDH only: the other's public key, and what both agree on.
  Bytes shared_secret;
  /// Curves only: the private key with a compressed public one, and without it.
  std::vector<Bytes> other_forms;
};

inline void PrintTo(const KnownKeyPair& pair, std::ostream* out) { *out << pair.name; }

inline KnownKeyPair known_key_pair(const boost::json::object& entry) {
  static const std::map<std::string_view, KeyPairSpec> kSpecs{
      {"RSA_2048", kRsa2048},          {"RSA_3072", kRsa3072},
      {"RSA_4096", kRsa4096},          {"ECC_NIST_P256", kP256},
      {"ECC_NIST_P384", kP384},        {"ECC_NIST_P521", kP521},
      {"ECC_SECG_P256K1", kSecp256k1}, {"ECC_NIST_EDWARDS25519", kEd25519}};
  static const std::map<std::string_view, SignatureAlgorithm> kAlgorithms{
      {"RSASSA_PKCS1_V1_5_SHA_256", SignatureAlgorithm::Rs256},
      {"RSASSA_PKCS1_V1_5_SHA_384", SignatureAlgorithm::Rs384},
      {"RSASSA_PKCS1_V1_5_SHA_512", SignatureAlgorithm::Rs512},
      {"RSASSA_PSS_SHA_256", SignatureAlgorithm::Ps256},
      {"RSASSA_PSS_SHA_384", SignatureAlgorithm::Ps384},
      {"RSASSA_PSS_SHA_512", SignatureAlgorithm::Ps512},
      {"ECDSA_SHA_256", SignatureAlgorithm::Es256},
      {"ECDSA_SHA_384", SignatureAlgorithm::Es384},
      {"ECDSA_SHA_512", SignatureAlgorithm::Es512},
      {"ED25519_SHA_512", SignatureAlgorithm::Ed25519}};
  const auto text = [&](std::string_view member) {
    const auto* const found = entry.if_contains(member);
    return found ? std::string(found->as_string()) : std::string();
  };
  const auto hex = [&](std::string_view member) { return bytes_of_hex(text(member)).value(); };
  KnownKeyPair pair{.name = text("spec"),
                    .spec = kSpecs.at(text("spec")),
                    .private_key = hex("privateKey"),
                    .public_key = hex("publicKey"),
                    .message = hex("message"),
                    .signatures = {},
                    .encrypted = {},
                    .plain = hex("plain"),
                    .peer = hex("peerPublicKey"),
                    .shared_secret = hex("sharedSecret"),
                    .other_forms = {}};
  for (const auto& [name, signature] : entry.at("signatures").as_object()) {
    auto algorithm = kAlgorithms.at(name);
    if (pair.spec == kSecp256k1) algorithm = SignatureAlgorithm::Es256k;
    pair.signatures[algorithm] = bytes_of_hex(signature.as_string()).value();
  }
  if (const auto* const forms = entry.if_contains("otherForms")) {
    for (const auto& form : forms->as_array()) {
      pair.other_forms.push_back(bytes_of_hex(form.as_string()).value());
    }
  }
  if (const auto* const sealed = entry.if_contains("encrypted")) {
    pair.encrypted = {
        {OaepHash::Sha1, bytes_of_hex(sealed->at("RSAES_OAEP_SHA_1").as_string()).value()},
        {OaepHash::Sha256, bytes_of_hex(sealed->at("RSAES_OAEP_SHA_256").as_string()).value()}};
  }
  return pair;
}

inline std::vector<KnownKeyPair> known_key_pairs() {
  std::ifstream in(STRONGROOM_VECTORS "/openssl/key_pairs.json");
  std::ostringstream text;
  text << in.rdbuf();
  const boost::json::value document = boost::json::parse(text.str());
  std::vector<KnownKeyPair> pairs;
  for (const auto& entry : document.at("keyPairs").as_array()) {
    pairs.push_back(known_key_pair(entry.as_object()));
  }
  return pairs;
}

}  // namespace strongroom::crypto
