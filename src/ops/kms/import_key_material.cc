#include "ops/kms/import_key_material.h"

#include "base/encoding.h"
#include "kms/import_token.h"
#include "kms/key_changes.h"
#include "kms/key_import.h"
#include "kms/key_state.h"
#include "ops/access.h"
#include "ops/kms/named_key.h"
#include "wire/iso_time.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace strongroom::ops::kms_api {
namespace {

constexpr std::chrono::days kLongestValidity{365};

Result<void> check_expiry(const ImportKeyMaterial::Input& input, Timestamp now) {
  const auto invalid = [](std::string text) {
    return failure(ErrorCode::Validation, std::move(text));
  };
  if (input.expiration_model == kDoesNotExpire) {
    if (!input.valid_to) return {};
    return invalid(
        "A validTo date must not be set if the ExpirationModel is KEY_MATERIAL_DOES_NOT_EXPIRE");
  }
  if (!input.valid_to) {
    return invalid("A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES");
  }
  if (*input.valid_to <= now || *input.valid_to > now + kLongestValidity) {
    return invalid("The validTo date must be in the future, and within 365 days.");
  }
  return {};
}

std::unexpected<Error> incorrect(std::string text) {
  return failure(ErrorCode::IncorrectKeyMaterial, std::move(text));
}

// Off the I/O threads.
Result<crypto::SecretBytes> opened_material(const kms::ImportToken& token, const kms::KeyKind& kind,
                                            ByteView encrypted) {
  const auto given = kms::unwrapped_import(token.key, token.algorithm, encrypted);
  if (!given) return failure(ErrorCode::UnreadableCiphertext, "");
  auto material = kms::importable_material(kind, given->reveal());
  if (material) return *std::move(material);
  return incorrect(fmt::format("The key material is not that of a key with spec {}.", kind.spec));
}

Result<void> check_new(const kms::Key& key, std::string_view id) {
  if (key.generations.empty()) return {};
  if (!key.kind->symmetric() || key.multi_region()) {
    return failure(ErrorCode::UnsupportedOperation,
                   "New key material is for symmetric encryption keys of one Region only.");
  }
  if (kms::find_material(key, id) != nullptr) {
    return incorrect("The key material was imported into the KMS key before.");
  }
  if (!key.pending) return {};
  return failure(
      ErrorCode::InvalidKeyState,
      fmt::format("New key material (id: {}) cannot be imported into KMS key {}, because "
                  "another key material (id: {}) is pending rotation.",
                  id, key.arn, material_id_of(*key.pending)));
}

Result<kms::Key> with_material(const OperationContext& context, const kms::Key& key,
                               const ImportKeyMaterial::Input& input, ByteView material) {
  const keyring::Keyring& keyring = context.services.keys.keyring();
  const std::string id = hex_of(kms::fingerprint_of(material, *keyring::key_uuid_of(key.id)));
  const kms::Import brought{.material = material,
                            .valid_to = input.valid_to,
                            .description = input.key_material_description.value_or(""),
                            .now = context.now};
  if (input.key_material_id && *input.key_material_id != id) {
    return incorrect("The key material is not the one that KeyMaterialId names.");
  }
  kms::Key changed = key;
  if (key.generations.empty() || input.import_type == kNewMaterial) {
    SR_CHECK(check_new(key, id));
    kms::import_new(keyring, changed, brought);
  } else if (!kms::import_again(keyring, changed, brought)) {
    return incorrect("The key material was not imported into the KMS key before.");
  }
  return changed;
}

}  // namespace

bool is_material_description(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view(":/_.- \t\n\v\f\r").contains(c);
  });
}

Result<policy::AccessRequest> ImportKeyMaterial::access(OperationContext& context,
                                                        const Input& input) {
  SR_TRY(policy::AccessRequest access,
         access_to_named_key(context, input.key_id, {.name = "kms:ImportKeyMaterial"}, kOwnKey));
  add_condition(access, "kms:ExpirationModel", input.expiration_model);
  if (input.valid_to) {
    ArenaText date(context.arena, 32);
    wire::append_iso_time(date, *input.valid_to);
    add_condition(access, "kms:ValidTo", date.view());
  }
  return access;
}

Task<Result<ImportKeyMaterial::Output>> ImportKeyMaterial::handle(OperationContext& context,
                                                                  const Input& input) {
  SR_CO_TRY(const kms::KeyPtr key, existing_key(context, input.key_id));
  SR_CO_CHECK(kms::check_state(*key, kms::StateRule::Manage));
  SR_CO_CHECK(check_imports(*key));
  SR_CO_CHECK(check_expiry(input, context.now));
  kms::KeyService& keys = context.services.keys;
  SR_CO_TRY(const kms::ImportToken token,
            kms::open_import_token(keys.keyring(), *key, input.import_token, context.now));
  SR_CO_TRY(auto opened, co_await keys.workers().make(token.spec, [&] {
    return opened_material(token, *key->kind, input.encrypted_key_material);
  }));
  SR_CO_TRY(const crypto::SecretBytes material, std::move(opened));
  SR_CO_TRY(const kms::Key changed, with_material(context, *key, input, material.reveal()));
  SR_CO_CHECK(co_await commit(context, std::move(keys.change().replace(*key, changed))));
  co_return Output{.key_id = key->arn,
                   .key_material_id = hex_of(
                       kms::fingerprint_of(material.reveal(), *keyring::key_uuid_of(key->id)))};
}

}  // namespace strongroom::ops::kms_api
