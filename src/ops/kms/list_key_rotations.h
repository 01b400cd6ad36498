#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/fields.h"
#include "ops/kms/paging.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace strongroom::ops::kms_api {

inline constexpr std::array<std::string_view, 2> kIncludedMaterial = {"ALL_KEY_MATERIAL",
                                                                      "ROTATIONS_ONLY"};

struct RotationEntry {
  std::string key_id;
  std::string key_material_id;
  std::string_view key_material_state;
  std::optional<std::string_view> import_state;
  std::optional<std::string_view> expiration_model;
  std::optional<Timestamp> valid_to;
  std::optional<std::string> key_material_description;
  std::optional<Timestamp> rotation_date;
  std::optional<std::string_view> rotation_type;
};
inline constexpr auto kRotationEntry = wire::shape<RotationEntry>(
    wire::member<&RotationEntry::key_id>("KeyId"),
    wire::member<&RotationEntry::key_material_id>("KeyMaterialId"),
    wire::member<&RotationEntry::key_material_state>("KeyMaterialState"),
    wire::member<&RotationEntry::import_state>("ImportState"),
    wire::member<&RotationEntry::expiration_model>("ExpirationModel"),
    wire::member<&RotationEntry::valid_to>("ValidTo"),
    wire::member<&RotationEntry::key_material_description>("KeyMaterialDescription"),
    wire::member<&RotationEntry::rotation_date>("RotationDate"),
    wire::member<&RotationEntry::rotation_type>("RotationType"));

/// When and why a key was rotated, the newest first. Any thread. Source: kms contract 9.5.
struct ListKeyRotations {
  static constexpr std::string_view kName = "ListKeyRotations";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view key_id;
    std::string_view include_key_material = "ROTATIONS_ONLY";
    std::optional<std::int64_t> limit;
    std::optional<std::string_view> marker;
  };
  static constexpr auto kInput =
      wire::shape<Input>(key_id_field<&Input::key_id>(),
                         wire::optional<&Input::include_key_material>(
                             "IncludeKeyMaterial", wire::one_of(kIncludedMaterial)),
                         limit_field<&Input::limit>(), marker_field<&Input::marker>());

  using Output = Page<RotationEntry>;
  static constexpr auto kOutput = page_shape<RotationEntry>("Rotations", wire::of(kRotationEntry));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
