#pragma once

#include "base/arena.h"
#include "base/bytes.h"
#include "base/clock.h"
#include "policy/access.h"
#include "secrets/boxed.h"
#include "secrets/resource_policy.h"
#include "secrets/staging_labels.h"
#include "store/store.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::secrets {

/// An account's secrets in one Region: separate data from the start.
struct Partition {
  std::string account;
  std::string region;
  friend auto operator<=>(const Partition&, const Partition&) = default;
};

/// A day since 1970-01-01, UTC: dates of access are kept no finer. 0: never.
using Day = std::uint32_t;
inline Day day_of(Timestamp at) {
  return static_cast<Day>(std::chrono::floor<std::chrono::days>(at).time_since_epoch().count());
}
inline Timestamp timestamp_of_day(Day day) { return Timestamp(std::chrono::days(day)); }

/// The store key of a secret's metadata (crypto contract 5.6): table byte, 16 bytes of the
/// partition, 16 of the name.
using SecretKey = std::array<std::byte, 33>;
/// Nothing when `key` belongs to another table.
std::optional<SecretKey> secret_key_of(ByteView key);
/// The store key of a value record: table byte, 48-bit milliseconds, 80 random bits.
using ValueKey = std::array<std::byte, 17>;

/// How ListSecretVersionIds names aws/secretsmanager.
inline constexpr std::string_view kDefaultKey = "DefaultEncryptionKey";

struct Version {
  std::string id;  ///< 32 to 64 characters, the ClientRequestToken verbatim.
  StagingLabels labels;
  Timestamp created;
  Day last_accessed = 0;
  std::optional<ValueKey> value;  ///< None: a rotation's placeholder.
  /// Ids of the KMS keys that open the value, the one that it was put under last first; among
  /// others aws/secretsmanager is kDefaultKey, and empty means it alone.
  std::vector<std::string> kms_key_ids;

  bool deprecated() const { return labels.empty(); }
};

using Tag = policy::Tag;

/// A secret's metadata: one record of the store, and, immutable, one entry of the catalog. Never
/// holds a value. Plain members are ordered by size: a million of these must fit in memory.
struct Secret {
  Partition partition;
  std::string name;
  Timestamp created;
  Timestamp changed;
  std::optional<Timestamp> deletion;  ///< End of the recovery window; set while it runs.
  std::vector<Version> versions;      ///< Oldest first.
  Day last_accessed = 0;
  std::array<char, 6> suffix{};  ///< The random end of the ARN.

  /// Where it is stored, and at which revision this state was read; not part of the record, set by
  /// the repository.
  SecretKey key{};
  store::Revision revision = 0;

  /// What few secrets have, kept apart so that the many stay small.
  struct Extras {
    std::string description;
    std::string kms_key_id;  ///< As the caller gave it; empty for aws/secretsmanager.
    std::string type;
    ResourcePolicyPtr resource_policy;  ///< Null when none is attached.
    std::vector<Tag> tags;
    bool tagged_once = false;  ///< Tags are then shown as [] when all are gone.
    friend bool operator==(const Extras& a, const Extras& b);
  };
  const Extras& extras() const { return extras_.get(); }  ///< Empty when there are none.
  Extras& edit_extras() { return extras_.edit(); }

  std::string arn() const;
  std::string_view arn(Arena& arena) const;  ///< In the arena.
  bool scheduled_for_deletion() const { return deletion.has_value(); }
  const Version* find_version(std::string_view id) const;  ///< Null when there is none.
  Version* find_version(std::string_view id);
  const Version* version_with(std::string_view label) const;  ///< Null when no version has it.
  Version* version_with(std::string_view label);

 private:
  Boxed<Extras> extras_;
};

using SecretPtr = std::shared_ptr<const Secret>;

}  // namespace strongroom::secrets
