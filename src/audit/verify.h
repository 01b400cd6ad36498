#pragma once

#include "audit/chain.h"
#include "base/clock.h"
#include "base/result.h"
#include "crypto/public_key.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Proof that audit files are whole, by themselves and the public key: on the server, or on copies.
namespace strongroom::audit {

struct Verification {
  std::string folder;
  std::vector<crypto::PublicKey> keys;
  /// Files without records of this time are passed over; what remains is verified whole.
  std::optional<Timestamp> from;
  std::optional<Timestamp> to;
};

struct VerificationReport {
  /// What is wrong, in the order of the chain: the first names the first record concerned. At most
  /// kMostFindings are told.
  static constexpr std::size_t kMostFindings = 20;
  std::vector<std::string> findings;
  std::size_t findings_in_all = 0;

  std::size_t files = 0;
  std::uint64_t records = 0;
  std::uint64_t first_sequence = 0;
  ChainHead head;        ///< Of the last record.
  std::string earliest;  ///< eventTime of the first and the last record.
  std::string latest;
  std::size_t digests = 0;  ///< Genuine ones.
  std::uint64_t signed_up_to = 0;
  std::uint64_t bytes = 0;  ///< Of plain text.

  bool whole() const { return findings_in_all == 0; }
};

/// Unavailable: the folder can't be read at all.
Result<VerificationReport> verify(const Verification& what);

/// The report as people read it; the last line says the head.
std::string text_of(const VerificationReport& report);

}  // namespace strongroom::audit
