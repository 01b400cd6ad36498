#pragma once

#include "kms/key.h"
#include "kms/key_view.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::ops::kms_api {

using Algorithms = std::span<const std::string_view>;
/// Those of the kind if it is for this usage; an answer lists no others.
std::optional<Algorithms> algorithms_for(const kms::KeyKind& kind, kms::KeyUsage usage);

/// One Region's key of a multi-Region key.
struct RegionalKey {
  std::string arn;
  std::string region;
};
inline constexpr auto kRegionalKey = wire::shape<RegionalKey>(
    wire::member<&RegionalKey::arn>("Arn"), wire::member<&RegionalKey::region>("Region"));

struct MultiRegionConfiguration {
  std::string_view key_type;
  RegionalKey primary_key;
  std::vector<RegionalKey> replica_keys;
};
inline constexpr auto kMultiRegionConfiguration = wire::shape<MultiRegionConfiguration>(
    wire::member<&MultiRegionConfiguration::key_type>("MultiRegionKeyType"),
    wire::member<&MultiRegionConfiguration::primary_key>("PrimaryKey", wire::of(kRegionalKey)),
    wire::member<&MultiRegionConfiguration::replica_keys>("ReplicaKeys", wire::of(kRegionalKey)));

/// What CreateKey and DescribeKey say of a key (kms contract 2.2). Views the key, which it keeps
/// alive.
struct KeyMetadata {
  std::string_view account;
  std::string_view key_id;
  std::string_view arn;
  Timestamp creation_date;
  bool enabled = false;
  std::string_view description;
  std::string_view key_usage;
  std::string_view key_state;
  std::optional<Timestamp> deletion_date;
  std::string_view origin;
  std::string_view key_manager;
  std::string_view key_spec;
  std::optional<Algorithms> encryption_algorithms;
  std::optional<Algorithms> signing_algorithms;
  std::optional<Algorithms> key_agreement_algorithms;
  std::optional<Algorithms> mac_algorithms;
  std::optional<Timestamp> valid_to;
  std::optional<std::string_view> expiration_model;
  bool multi_region = false;
  std::optional<MultiRegionConfiguration> multi_region_configuration;
  std::optional<std::int64_t> pending_deletion_window;
  std::optional<std::string> current_key_material_id;

  kms::KeyPtr key;
};
inline constexpr auto kKeyMetadata = wire::shape<KeyMetadata>(
    wire::member<&KeyMetadata::account>("AWSAccountId"),
    wire::member<&KeyMetadata::key_id>("KeyId"), wire::member<&KeyMetadata::arn>("Arn"),
    wire::member<&KeyMetadata::creation_date>("CreationDate"),
    wire::member<&KeyMetadata::enabled>("Enabled"),
    wire::member<&KeyMetadata::description>("Description"),
    wire::member<&KeyMetadata::key_usage>("KeyUsage"),
    wire::member<&KeyMetadata::key_state>("KeyState"),
    wire::member<&KeyMetadata::deletion_date>("DeletionDate"),
    wire::member<&KeyMetadata::origin>("Origin"),
    wire::member<&KeyMetadata::key_manager>("KeyManager"),
    wire::member<&KeyMetadata::key_spec>("CustomerMasterKeySpec"),
    wire::member<&KeyMetadata::key_spec>("KeySpec"),
    wire::member<&KeyMetadata::encryption_algorithms>("EncryptionAlgorithms"),
    wire::member<&KeyMetadata::signing_algorithms>("SigningAlgorithms"),
    wire::member<&KeyMetadata::key_agreement_algorithms>("KeyAgreementAlgorithms"),
    wire::member<&KeyMetadata::mac_algorithms>("MacAlgorithms"),
    wire::member<&KeyMetadata::valid_to>("ValidTo"),
    wire::member<&KeyMetadata::expiration_model>("ExpirationModel"),
    wire::member<&KeyMetadata::multi_region>("MultiRegion"),
    wire::member<&KeyMetadata::multi_region_configuration>("MultiRegionConfiguration",
                                                           wire::of(kMultiRegionConfiguration)),
    wire::member<&KeyMetadata::pending_deletion_window>("PendingDeletionWindowInDays"),
    wire::member<&KeyMetadata::current_key_material_id>("CurrentKeyMaterialId"));

/// `view` knows the key in other Regions.
KeyMetadata metadata_of(const kms::KeyView& view, kms::KeyPtr key);

/// As the API names it: `PendingDeletion`.
std::string_view name_of(kms::KeyState state);

}  // namespace strongroom::ops::kms_api
