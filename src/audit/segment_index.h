#pragma once

#include "base/clock.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

/// Where the records of one file are, by what LookupEvents asks for (docs/formats/audit.md). Only
/// an index: it can be made from the file at any time, and whatever it finds is looked at again.
namespace strongroom::audit {

/// One thing that a record can be found by. Records are of an account and a Region first of all.
struct LookupKey {
  std::string_view account;
  std::string_view region;
  std::string_view attribute = {};  ///< `EventName`; empty: all records of account and Region.
  std::string_view value = {};
};

/// A text's hash, going on from that of what stands before it. The same on every machine, forever:
/// it is stored. Who does not know the first one can't prepare texts that share a hash.
std::uint64_t hash_behind(std::uint64_t before, std::string_view text);

/// What an index keeps of a key; for many of one account and Region, in two steps.
std::uint32_t hash_of(const LookupKey& key, std::uint64_t seed);
inline std::uint64_t place_hash(std::uint64_t seed, std::string_view account,
                                std::string_view region) {
  return hash_behind(hash_behind(seed, account), region);
}
inline std::uint32_t hash_in(std::uint64_t place, std::string_view attribute,
                             std::string_view value) {
  return static_cast<std::uint32_t>(hash_behind(hash_behind(place, attribute), value));
}

class SegmentIndex {
 public:
  virtual ~SegmentIndex() = default;
  virtual std::size_t records() const = 0;
  /// Of the record's line in the plain file.
  virtual std::uint64_t offset(std::size_t record) const = 0;
  virtual Timestamp time(std::size_t record) const = 0;
  /// Of all records; meaningless without any.
  virtual Timestamp earliest() const = 0;
  virtual Timestamp latest() const = 0;
  /// Numbers of the records that have the key, ascending; now and then one too many.
  virtual std::vector<std::uint32_t> find(const LookupKey& key) const = 0;
};

}  // namespace strongroom::audit
