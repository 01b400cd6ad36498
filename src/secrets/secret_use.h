#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "secrets/secret.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::secrets {

/// How often each principal read one secret on each day: a record of the store
/// (docs/formats/secret-use.md). Bounded, whoever reads. One thread.
class SecretUse {
 public:
  /// Days before this many are forgotten, as of the last day of a read.
  static constexpr Day kDays = 90;
  /// Principals beyond these are counted together, as kOthers.
  static constexpr std::size_t kMostPrincipals = 100;
  static constexpr std::string_view kOthers = "*";

  struct DayReads {
    Day day = 0;
    std::uint64_t reads = 0;
    friend bool operator==(const DayReads&, const DayReads&) = default;
  };
  struct Principal {
    std::string arn;             ///< Of the user, the role or the root user; or kOthers.
    std::vector<DayReads> days;  ///< Ascending; never empty.
    friend bool operator==(const Principal&, const Principal&) = default;
  };

  void add(std::string_view principal, DayReads reads);
  void add(const SecretUse& more);

  /// Ascending by ARN.
  const std::vector<Principal>& principals() const { return principals_; }
  bool has(std::string_view principal) const;
  bool empty() const { return principals_.empty(); }

 private:
  std::vector<Principal>::iterator place_of(std::string_view principal);
  void forget_before(Day first);

  std::vector<Principal> principals_;
  Day latest_ = 0;  // of all reads
};

/// The record. Each use has one encoding.
Bytes encode_secret_use(const SecretUse& use);
/// Internal: `record` is none.
Result<SecretUse> decode_secret_use(ByteView record);

}  // namespace strongroom::secrets
