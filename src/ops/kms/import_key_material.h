#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/fields.h"
#include "ops/kms/import_form.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace strongroom::ops::kms_api {

inline constexpr std::string_view kNewMaterial = "NEW_KEY_MATERIAL";
inline constexpr std::array<std::string_view, 2> kImportTypes = {kNewMaterial,
                                                                 "EXISTING_KEY_MATERIAL"};

/// Letters, digits, blanks and `:/_.-`; also nothing.
bool is_material_description(std::string_view text);

/// Brings material to a key of origin EXTERNAL. Any thread. Source: kms contract 11.6.
struct ImportKeyMaterial {
  static constexpr std::string_view kName = "ImportKeyMaterial";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::string_view key_id;
    ByteView import_token;
    ByteView encrypted_key_material;
    std::optional<Timestamp> valid_to;
    std::string_view expiration_model = kExpires;
    std::optional<std::string_view> import_type;
    std::optional<std::string_view> key_material_description;
    std::optional<std::string_view> key_material_id;
  };
  static constexpr auto kInput = wire::shape<Input>(
      key_id_field<&Input::key_id>(),
      wire::required<&Input::import_token>("ImportToken", wire::length(1, 6144)),
      wire::required<&Input::encrypted_key_material>("EncryptedKeyMaterial", wire::length(1, 6144)),
      wire::optional<&Input::valid_to>("ValidTo"),
      wire::optional<&Input::expiration_model>("ExpirationModel", wire::one_of(kExpirationModels)),
      wire::optional<&Input::import_type>("ImportType", wire::one_of(kImportTypes)),
      wire::optional<&Input::key_material_description>(
          "KeyMaterialDescription", wire::length(0, 256),
          wire::pattern(R"(^[a-zA-Z0-9:/_\s.-]+$)", &is_material_description)),
      wire::optional<&Input::key_material_id>("KeyMaterialId", wire::length(64, 64),
                                              wire::pattern("^[a-f0-9]+$", &is_material_id)));

  struct Output {
    std::string_view key_id;
    std::string key_material_id;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::key_id>("KeyId"),
                          wire::member<&Output::key_material_id>("KeyMaterialId"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
