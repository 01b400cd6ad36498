#include "ops/kms/list_key_rotations.h"

#include "kms/key_material.h"
#include "ops/kms/import_form.h"
#include "ops/kms/named_key.h"
#include "ops/kms/rotation_form.h"

#include <fmt/format.h>

#include <cstddef>
#include <vector>

namespace strongroom::ops::kms_api {
namespace {

void add_import(const kms::Generation& generation, RotationEntry& entry) {
  entry.import_state = generation.present() ? "IMPORTED" : "PENDING_IMPORT";
  if (generation.present()) {
    entry.expiration_model = expiration_model(generation);
    entry.valid_to = generation.imported->valid_to;
  }
  if (!generation.imported->description.empty()) {
    entry.key_material_description = generation.imported->description;
  }
}

// `number` from 1; what waits for a rotation comes after the current one.
RotationEntry shown_rotation(const kms::Key& key, std::size_t number) {
  const bool waits = number > key.generations.size();
  const kms::Generation& generation = waits ? *key.pending : key.generations[number - 1];
  RotationEntry entry{.key_id = key.arn,
                      .key_material_id = generation.imported ? material_id_of(generation)
                                                             : kms::material_id(key, number),
                      .key_material_state = "NON_CURRENT",
                      .import_state = {},
                      .expiration_model = {},
                      .valid_to = {},
                      .key_material_description = {},
                      .rotation_date = {},
                      .rotation_type = {}};
  if (number == key.generations.size()) entry.key_material_state = "CURRENT";
  if (waits) entry.key_material_state = "PENDING_ROTATION";
  if (generation.imported) add_import(generation, entry);
  if (generation.type == kms::RotationType::First) return entry;
  entry.rotation_date = generation.since;
  entry.rotation_type = generation.type == kms::RotationType::Automatic ? "AUTOMATIC" : "ON_DEMAND";
  return entry;
}

std::vector<std::size_t> shown_numbers(const kms::Key& key, bool all) {
  std::vector<std::size_t> numbers;
  if (all && key.pending) numbers.push_back(key.generations.size() + 1);
  for (std::size_t number = key.generations.size(); number >= (all ? 1U : 2U); --number) {
    numbers.push_back(number);
  }
  return numbers;
}

}  // namespace

Result<policy::AccessRequest> ListKeyRotations::access(OperationContext& context,
                                                       const Input& input) {
  return access_to_named_key(context, input.key_id, {.name = "kms:ListKeyRotations"}, kOwnKey);
}

Task<Result<Page<RotationEntry>>> ListKeyRotations::handle(OperationContext& context,
                                                           const Input& input) {
  SR_CO_TRY(const kms::KeyPtr key, existing_key(context, input.key_id));
  SR_CO_CHECK(check_rotates(*key));
  const bool all = input.include_key_material == "ALL_KEY_MATERIAL";
  // Newer ones come first, and more of them may come while pages are read.
  co_return page_of(
      context, fmt::format("ListKeyRotations {} {}", key->id, all),
      {.marker = input.marker, .limit = input.limit}, {.usual = 100, .most = 1000},
      shown_numbers(*key, all),
      [](std::size_t number) { return fmt::format("{:08}", 99'999'999 - number); },
      [&](std::size_t number) { return shown_rotation(*key, number); });
}

}  // namespace strongroom::ops::kms_api
