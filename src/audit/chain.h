#pragma once

#include "base/bytes.h"
#include "crypto/hash.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The hash chain of audit records (cloudtrail contract 7, docs/formats/audit.md):
/// h[n] = SHA-256(h[n-1] || SHA-256(record n)), h[0] = 32 zero bytes.
namespace strongroom::audit {

/// The end of a chain.
struct ChainHead {
  std::uint64_t sequence = 0;  ///< Of the last record; 0 before the first.
  crypto::Digest256 hash{};
  friend bool operator==(const ChainHead&, const ChainHead&) = default;
};

/// A record without its newline, and its SHA-256.
struct HashedRecord {
  std::string_view record;
  crypto::Digest256 hash;
};

/// Adds the records of `lines`, one or more lines of event.h, not yet hashed. Views into it.
void add_records(std::vector<HashedRecord>& records, std::string_view lines);

/// Hashes them, all together.
void hash_records(std::span<HashedRecord> records);

/// The head after one more record.
ChainHead next_head(const ChainHead& head, const crypto::Digest256& record_hash);

/// Appends the record as the line that is stored: with the chain's place as its last member.
/// Returns the new head.
ChainHead append_chained(std::string& out, const HashedRecord& record, const ChainHead& head);

/// A stored line taken apart. Views into it.
struct ChainedLine {
  std::string_view record;  ///< Without its closing brace.
  ChainHead stated;         ///< What the line says of itself.

  /// The head that the line must state, after `before`.
  ChainHead head_after(const ChainHead& before) const;
};
/// Nothing when `line`, without newline, does not end in a chain's place.
std::optional<ChainedLine> parse_chained(std::string_view line);

/// The record as it was made: what LookupEvents and exports show.
std::string record_of(const ChainedLine& line);

}  // namespace strongroom::audit
