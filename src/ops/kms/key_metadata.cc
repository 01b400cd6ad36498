#include "ops/kms/key_metadata.h"

#include "kms/key_material.h"
#include "ops/kms/import_form.h"

#include <algorithm>
#include <utility>

namespace strongroom::ops::kms_api {
namespace {

MultiRegionConfiguration configuration_of(const kms::KeyView& view, const kms::Key& key) {
  MultiRegionConfiguration configuration{
      .key_type = key.replica() ? "REPLICA" : "PRIMARY", .primary_key = {}, .replica_keys = {}};
  const auto show = [&](const kms::Key& shown) {
    RegionalKey regional{.arn = shown.arn, .region = shown.region};
    if (shown.replica()) {
      configuration.replica_keys.push_back(std::move(regional));
    } else {
      configuration.primary_key = std::move(regional);
    }
  };
  show(key);
  for (const kms::KeyPtr& other : view.in_other_regions(key)) show(*other);
  std::ranges::sort(configuration.replica_keys, {}, &RegionalKey::region);
  return configuration;
}

}  // namespace

std::string_view name_of(kms::KeyState state) {
  switch (state) {
    case kms::KeyState::Enabled:
      return "Enabled";
    case kms::KeyState::Disabled:
      return "Disabled";
    case kms::KeyState::PendingDeletion:
      return "PendingDeletion";
    case kms::KeyState::PendingImport:
      return "PendingImport";
    case kms::KeyState::PendingReplicaDeletion:
      return "PendingReplicaDeletion";
  }
  return "";
}

std::optional<Algorithms> algorithms_for(const kms::KeyKind& kind, kms::KeyUsage usage) {
  return kind.usage == usage ? std::optional(kind.algorithms) : std::nullopt;
}

KeyMetadata metadata_of(const kms::KeyView& view, kms::KeyPtr key) {
  using enum kms::KeyUsage;
  const kms::KeyKind& kind = *key->kind;
  KeyMetadata metadata{.account = key->account,
                       .key_id = key->id,
                       .arn = key->arn,
                       .creation_date = key->created,
                       .enabled = key->enabled(),
                       .description = key->description,
                       .key_usage = kms::name_of(kind.usage),
                       .key_state = name_of(key->state),
                       .deletion_date = key->deletion,
                       .origin = key->origin,
                       .key_manager = key->aws_managed ? "AWS" : "CUSTOMER",
                       .key_spec = kind.spec,
                       .encryption_algorithms = algorithms_for(kind, EncryptDecrypt),
                       .signing_algorithms = algorithms_for(kind, SignVerify),
                       .key_agreement_algorithms = algorithms_for(kind, KeyAgreement),
                       .mac_algorithms = algorithms_for(kind, GenerateVerifyMac),
                       .valid_to = {},
                       .expiration_model = {},
                       .multi_region = key->multi_region(),
                       .multi_region_configuration = {},
                       .pending_deletion_window = {},
                       .current_key_material_id = {},
                       .key = {}};
  if (kind.symmetric() && !key->generations.empty()) {
    metadata.current_key_material_id = kms::material_id(*key, key->generations.size());
  }
  if (key->external() && key->complete()) {
    metadata.valid_to = key->generations.back().imported->valid_to;
    metadata.expiration_model = expiration_model(key->generations.back());
  }
  if (key->multi_region()) metadata.multi_region_configuration = configuration_of(view, *key);
  if (key->state == kms::KeyState::PendingReplicaDeletion) {
    metadata.pending_deletion_window = key->deletion_window.count();
  }
  metadata.key = std::move(key);
  return metadata;
}

}  // namespace strongroom::ops::kms_api
