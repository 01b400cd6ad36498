#include "kms/key.h"

#include "base/arn.h"

#include <fmt/format.h>

namespace strongroom::kms {

std::optional<Timestamp> Key::due() const {
  if (state == KeyState::PendingDeletion) return deletion;
  if (enabled() && rotation) return rotation->next;
  return std::nullopt;
}

std::string key_arn(const Key& key) {
  return fmt::format("arn:{}:kms:{}:{}:key/{}", partition_of_region(key.region), key.region,
                     key.account, key.id);
}

keyring::WrappedKeyBinding binding_of(const Key& key, const keyring::KeyUuid& uuid,
                                      std::uint32_t generation) {
  return {.account = key.account,
          .region = key.region,
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
