#pragma once

#include "audit/chain.h"
#include "base/clock.h"
#include "crypto/private_key.h"
#include "crypto/public_key.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// Signed statements about the chain, modelled on CloudTrail's digest files (cloudtrail contract 7,
/// docs/formats/audit.md).
namespace strongroom::audit {

/// "The records from `start.sequence` + 1 to `end.sequence` link these two heads."
struct Digest {
  Timestamp start_time;
  Timestamp end_time;
  ChainHead start;
  ChainHead end;
  std::string previous_hash;       ///< Hex SHA-256 of the digest before; empty for the first.
  std::string previous_signature;  ///< Hex; empty for the first.
};

/// Makes the digests of one chain, each naming the one before.
class DigestWriter {
 public:
  /// `key` is of Ed25519, `deployment` in hex.
  DigestWriter(crypto::PrivateKey key, std::string deployment);

  /// After `line`, the last digest that was written, without newline: the next one follows it.
  void follow(std::string_view line);
  /// The line of the next digest, with its newline.
  std::string next(Timestamp start_time, Timestamp end_time, const ChainHead& start,
                   const ChainHead& end);

 private:
  crypto::PrivateKey key_;
  std::string fingerprint_;
  std::string deployment_;
  std::string previous_hash_;
  std::string previous_signature_;
};

/// A digest as it was read.
struct SignedDigest {
  Digest digest;
  std::string fingerprint;  ///< Of the key.
  std::string hash;         ///< Of the line, hex.
  std::string signature;    ///< Hex.
  bool genuine = false;     ///< Signed by one of the keys.
};
/// Nothing when `line` is no digest.
std::optional<SignedDigest> parse_digest(std::string_view line,
                                         std::span<const crypto::PublicKey> keys);

/// The name of a key: the first 32 hex digits of the SHA-256 of its DER.
std::string fingerprint_of(const crypto::PublicKey& key);

}  // namespace strongroom::audit
