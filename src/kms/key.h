#pragma once

#include "keyring/key_uuid.h"
#include "keyring/wrapped_key.h"

#include <cstdint>
#include <memory>
#include <string>

namespace strongroom::kms {

/// A KMS key as other services see it. Immutable.
struct Key {
  std::string account;
  std::string region;
  std::string id;  ///< UUID
  bool aws_managed = false;

  std::string arn() const;
};
using KeyPtr = std::shared_ptr<const Key>;

/// What the key's wrapped material is bound to. Borrows from `key`.
keyring::WrappedKeyBinding binding_of(const Key& key, const keyring::KeyUuid& uuid,
                                      std::uint32_t generation);

}  // namespace strongroom::kms
