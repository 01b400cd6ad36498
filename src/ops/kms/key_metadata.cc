#include "ops/kms/key_metadata.h"

#include "kms/key_material.h"

#include <utility>

namespace strongroom::ops::kms_api {
namespace {

void add_algorithms(const kms::KeyKind& kind, KeyMetadata& metadata) {
  switch (kind.usage) {
    case kms::KeyUsage::EncryptDecrypt:
      metadata.encryption_algorithms = kind.algorithms;
      break;
    case kms::KeyUsage::SignVerify:
      metadata.signing_algorithms = kind.algorithms;
      break;
    case kms::KeyUsage::GenerateVerifyMac:
      metadata.mac_algorithms = kind.algorithms;
      break;
    case kms::KeyUsage::KeyAgreement:
      metadata.key_agreement_algorithms = kind.algorithms;
      break;
  }
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
  }
  return "";
}

KeyMetadata metadata_of(kms::KeyPtr key) {
  KeyMetadata metadata{.account = key->account,
                       .key_id = key->id,
                       .arn = key->arn,
                       .creation_date = key->created,
                       .enabled = key->enabled(),
                       .description = key->description,
                       .key_usage = kms::name_of(key->kind->usage),
                       .key_state = name_of(key->state),
                       .deletion_date = key->deletion,
                       .origin = key->origin,
                       .key_manager = key->aws_managed ? "AWS" : "CUSTOMER",
                       .key_spec = key->kind->spec,
                       .encryption_algorithms = {},
                       .signing_algorithms = {},
                       .key_agreement_algorithms = {},
                       .mac_algorithms = {},
                       .current_key_material_id = {},
                       .key = {}};
  add_algorithms(*key->kind, metadata);
  if (key->kind->symmetric() && !key->generations.empty()) {
    metadata.current_key_material_id = kms::material_id(*key, key->generations.size());
  }
  metadata.key = std::move(key);
  return metadata;
}

}  // namespace strongroom::ops::kms_api
