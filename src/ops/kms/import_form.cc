#include "ops/kms/import_form.h"

#include "base/encoding.h"

#include <fmt/format.h>

namespace strongroom::ops::kms_api {

std::string_view expiration_model(const kms::Generation& generation) {
  return generation.imported->valid_to ? kExpires : kDoesNotExpire;
}

std::string material_id_of(const kms::Generation& generation) {
  return hex_of(generation.imported->fingerprint);
}

bool is_material_id(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789abcdef") == text.npos;
}

Result<void> check_imports(const kms::Key& key) {
  if (key.external()) return {};
  return failure(
      ErrorCode::UnsupportedOperation,
      fmt::format("{} origin is {} which is not valid for this operation.", key.arn, key.origin));
}

}  // namespace strongroom::ops::kms_api
