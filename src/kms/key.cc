#include "kms/key.h"

#include "base/arn.h"

#include <fmt/format.h>

namespace strongroom::kms {

std::string Key::arn() const {
  return fmt::format("arn:{}:kms:{}:{}:key/{}", partition_of_region(region), region, account, id);
}

keyring::WrappedKeyBinding binding_of(const Key& key, const keyring::KeyUuid& uuid,
                                      std::uint32_t generation) {
  return {.account = key.account,
          .region = key.region,
          .key = uuid,
          .generation = generation,
          .key_spec = "SYMMETRIC_DEFAULT",
          .key_usage = "ENCRYPT_DECRYPT",
          .origin = "AWS_KMS"};
}

}  // namespace strongroom::kms
