#include "kms/key.h"

#include "base/arn.h"
#include "crypto/random.h"

#include <fmt/format.h>

#include <algorithm>

namespace strongroom::kms {

bool Key::complete() const {
  return !generations.empty() && std::ranges::all_of(generations, &Generation::present);
}

std::optional<Timestamp> Key::expiry() const {
  std::optional<Timestamp> first;
  const auto look_at = [&](const Generation& generation) {
    if (!generation.imported || !generation.imported->valid_to) return;
    first = std::min(first.value_or(Timestamp::max()), *generation.imported->valid_to);
  };
  for (const Generation& generation : generations) look_at(generation);
  if (pending) look_at(*pending);
  return first;
}

std::optional<Timestamp> Key::due() const {
  std::optional<Timestamp> first = expiry();
  const auto look_at = [&](Timestamp at) { first = std::min(first.value_or(at), at); };
  if (deletion) look_at(*deletion);
  if (state == KeyState::PendingReplicaDeletion) look_at(created);
  if (enabled() && rotation && !replica()) look_at(rotation->next);
  return first;
}

std::string key_arn(const Key& key) {
  return fmt::format("arn:{}:kms:{}:{}:key/{}", partition_of_region(key.region), key.region,
                     key.account, key.id);
}

std::string new_multi_region_id() {
  return keyring::key_id_of(*keyring::key_uuid_of(crypto::random_uuid()), true);
}

keyring::WrappedKeyBinding binding_of(const Key& key, const keyring::KeyUuid& uuid,
                                      std::uint32_t generation) {
  return {.account = key.account,
          .region = key.multi_region() ? std::string_view("*") : key.region,
          .key = uuid,
          .generation = generation,
          .key_spec = key.kind->spec,
          .key_usage = name_of(key.kind->usage),
          .origin = key.origin};
}

std::string alias_arn(std::string_view account, std::string_view region, std::string_view name) {
  return fmt::format("arn:{}:kms:{}:{}:{}", partition_of_region(region), region, account, name);
}

}  // namespace strongroom::kms
