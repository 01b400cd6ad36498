#pragma once

#include "kms/key.h"
#include "wire/shape.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace strongroom::ops::kms_api {

using Algorithms = std::span<const std::string_view>;
/// Those of the kind if it is for this usage; an answer lists no others.
std::optional<Algorithms> algorithms_for(const kms::KeyKind& kind, kms::KeyUsage usage);

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
    wire::member<&KeyMetadata::current_key_material_id>("CurrentKeyMaterialId"));

KeyMetadata metadata_of(kms::KeyPtr key);

/// As the API names it: `PendingDeletion`.
std::string_view name_of(kms::KeyState state);

}  // namespace strongroom::ops::kms_api
