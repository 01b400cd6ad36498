#include "ops/kms/key_metadata.h"

#include "kms/key_material.h"
#include "ops/kms/import_form.h"

#include <utility>

namespace strongroom::ops::kms_api {

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

std::optional<Algorithms> algorithms_for(const kms::KeyKind& kind, kms::KeyUsage usage) {
  return kind.usage == usage ? std::optional(kind.algorithms) : std::nullopt;
}

KeyMetadata metadata_of(kms::KeyPtr key) {
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
                       .current_key_material_id = {},
                       .key = {}};
  if (kind.symmetric() && !key->generations.empty()) {
    metadata.current_key_material_id = kms::material_id(*key, key->generations.size());
  }
  if (key->external() && key->complete()) {
    metadata.valid_to = key->generations.back().imported->valid_to;
    metadata.expiration_model = expiration_model(key->generations.back());
  }
  metadata.key = std::move(key);
  return metadata;
}

}  // namespace strongroom::ops::kms_api
