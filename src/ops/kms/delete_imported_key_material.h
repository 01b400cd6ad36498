#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/fields.h"
#include "ops/kms/import_form.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <optional>
#include <string>
#include <string_view>

namespace strongroom::ops::kms_api {

/// Takes imported material away, the current one if none is named; nothing can be opened until it
/// is imported again. Any thread. Source: kms contract 11.6.
struct DeleteImportedKeyMaterial {
  static constexpr std::string_view kName = "DeleteImportedKeyMaterial";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::string_view key_id;
    std::optional<std::string_view> key_material_id;
  };
  static constexpr auto kInput = wire::shape<Input>(
      key_id_field<&Input::key_id>(),
      wire::optional<&Input::key_material_id>("KeyMaterialId", wire::length(64, 64),
                                              wire::pattern("^[a-f0-9]+$", &is_material_id)));

  struct Output {
    std::string_view key_id;
    std::optional<std::string> key_material_id;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::key_id>("KeyId"),
                          wire::member<&Output::key_material_id>("KeyMaterialId"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
