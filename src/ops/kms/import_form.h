#pragma once

#include "base/result.h"
#include "kms/key.h"

#include <array>
#include <string>
#include <string_view>

/// What the operations on imported material share (kms contract 11.6).
namespace strongroom::ops::kms_api {

inline constexpr std::string_view kExpires = "KEY_MATERIAL_EXPIRES";
inline constexpr std::string_view kDoesNotExpire = "KEY_MATERIAL_DOES_NOT_EXPIRE";
inline constexpr std::array kExpirationModels = {kExpires, kDoesNotExpire};

/// Of material that is there.
std::string_view expiration_model(const kms::Generation& generation);

/// KeyMaterialId of imported material.
std::string material_id_of(const kms::Generation& generation);

/// Whether it has the form of a KeyMaterialId.
bool is_material_id(std::string_view text);

/// UnsupportedOperation: `key` makes its material itself.
Result<void> check_imports(const kms::Key& key);

}  // namespace strongroom::ops::kms_api
