#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "keyring/key_uuid.h"
#include "keyring/wrapped_key.h"
#include "kms/fingerprint.h"
#include "kms/key_material.h"
#include "kms/key_policy.h"
#include "kms/key_spec.h"
#include "policy/access.h"
#include "store/store.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace strongroom::kms {

/// Stored: never change a number (kms contract 2.4).
enum class KeyState : std::uint8_t {
  Enabled = 1,
  Disabled = 2,
  PendingDeletion = 3,
  PendingImport = 4,
  PendingReplicaDeletion = 5,
};

/// Why there is a generation. Stored: never change a number.
enum class RotationType : std::uint8_t { First = 0, Automatic = 1, OnDemand = 2 };

/// What is remembered of material that a customer brought, also after it is gone (kms contract
/// 11.6).
struct Imported {
  Fingerprint fingerprint{};
  std::optional<Timestamp> valid_to;  ///< Nothing: it does not expire, or is gone.
  std::string description;
  friend bool operator==(const Imported&, const Imported&) = default;
};

/// One generation of a key's material as it is stored.
struct Generation {
  Bytes wrapped;  ///< keyring/wrapped_key.h; empty: imported, and gone.
  Timestamp since;
  RotationType type = RotationType::First;
  std::optional<Imported> imported = {};

  bool present() const { return !wrapped.empty(); }
  friend bool operator==(const Generation&, const Generation&) = default;
};

inline constexpr std::chrono::days kYear{365};

/// The setting for automatic rotation.
struct Rotation {
  std::chrono::days period = kYear;
  Timestamp next;
  friend bool operator==(const Rotation&, const Rotation&) = default;
};

using Tag = policy::Tag;

/// What AWS says of `aws/secretsmanager`.
inline constexpr std::string_view kSecretsManagerDescription =
    "Default key that protects my Secrets Manager data when no other key is defined";

inline constexpr std::string_view kOwnOrigin = "AWS_KMS";
inline constexpr std::string_view kExternalOrigin = "EXTERNAL";

/// A KMS key: one record of the store, and, immutable, one entry of the view.
struct Key {
  std::string account;
  std::string region;
  std::string id;  ///< UUID, or `mrk-` and 32 digits of a multi-Region key.
  bool aws_managed = false;
  std::string description;
  const KeyKind* kind = &symmetric_kind();
  std::string_view origin = kOwnOrigin;  ///< One of the two.
  KeyState state = KeyState::Enabled;
  Timestamp created;
  std::optional<Timestamp> deletion;  ///< Set in PendingDeletion.
  /// From then on; set in PendingReplicaDeletion.
  std::chrono::days deletion_window{0};
  KeyPolicyPtr policy;
  std::vector<Tag> tags;  ///< In order of addition.
  std::optional<Rotation> rotation;
  std::vector<Generation> generations;  ///< The current one last. None before a first import.
  std::optional<Generation> pending;    ///< Imported, and current after the next rotation.
  std::uint32_t import_tokens = 0;      ///< Given for it so far; the last one alone is good.
  /// Region of the primary, of a multi-Region key; otherwise empty. What its keys of all Regions
  /// share, each of them has: id, kind, origin, rotation, generations and this.
  std::string primary_region;

  /// What the view adds; not part of the record.
  std::string arn;
  KeyMaterialPtr material;
  std::vector<std::string> aliases;  ///< Names bound to it, `alias/...`.
  bool has_grants = false;
  store::Revision revision = 0;

  bool enabled() const { return state == KeyState::Enabled; }
  bool external() const { return origin == kExternalOrigin; }
  bool multi_region() const { return !primary_region.empty(); }
  bool replica() const { return multi_region() && region != primary_region; }
  bool pending_deletion() const {
    return state == KeyState::PendingDeletion || state == KeyState::PendingReplicaDeletion;
  }
  /// Whether all its material is there: nothing else can be used.
  bool complete() const;
  /// When the first of its imported material expires.
  std::optional<Timestamp> expiry() const;
  /// When something is to happen to it without a caller: its deletion, an expiry, or a rotation. A
  /// primary that waits for its replicas to go is looked after all the time.
  std::optional<Timestamp> due() const;
};
using KeyPtr = std::shared_ptr<const Key>;

std::string key_arn(const Key& key);
std::string new_multi_region_id();

/// What the key's wrapped material is bound to. Borrows from `key`.
keyring::WrappedKeyBinding binding_of(const Key& key, const keyring::KeyUuid& uuid,
                                      std::uint32_t generation);

/// An alias: one record, and one entry of the view.
struct Alias {
  std::string account;
  std::string region;
  std::string name;                  ///< `alias/...`
  std::string target;                ///< Id of the key that it names.
  std::optional<Timestamp> created;  ///< Unknown of the oldest.
  std::optional<Timestamp> updated;
  store::Revision revision = 0;  ///< Not part of the record.
};
using AliasPtr = std::shared_ptr<const Alias>;

std::string alias_arn(std::string_view account, std::string_view region, std::string_view name);

}  // namespace strongroom::kms
