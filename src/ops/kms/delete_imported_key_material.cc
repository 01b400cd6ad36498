#include "ops/kms/delete_imported_key_material.h"

#include "kms/key_changes.h"
#include "kms/key_import.h"
#include "ops/kms/named_key.h"

#include <fmt/format.h>

#include <utility>

namespace strongroom::ops::kms_api {

Result<policy::AccessRequest> DeleteImportedKeyMaterial::access(OperationContext& context,
                                                                const Input& input) {
  return access_to_named_key(context, input.key_id, {.name = "kms:DeleteImportedKeyMaterial"},
                             kOwnKey);
}

Task<Result<DeleteImportedKeyMaterial::Output>> DeleteImportedKeyMaterial::handle(
    OperationContext& context, const Input& input) {
  SR_CO_TRY(const kms::KeyPtr key, existing_key(context, input.key_id));
  SR_CO_CHECK(check_imports(*key));
  const kms::Generation* named = key->generations.empty() ? nullptr : &key->generations.back();
  if (input.key_material_id) {
    named = kms::find_material(*key, *input.key_material_id);
    if (named == nullptr) {
      co_return failure(
          ErrorCode::ResourceNotFound,
          fmt::format("Key material {} of {} is not found.", *input.key_material_id, key->arn));
    }
  }
  Output output{.key_id = key->arn, .key_material_id = {}};
  if (named == nullptr) co_return output;
  output.key_material_id = material_id_of(*named);
  if (!named->present()) co_return output;
  kms::Key changed = *key;
  kms::delete_material(changed, named->imported->fingerprint);
  SR_CO_CHECK(
      co_await commit(context, std::move(context.services.keys.change().replace(*key, changed))));
  co_return output;
}

}  // namespace strongroom::ops::kms_api
