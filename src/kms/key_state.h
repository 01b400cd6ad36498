#pragma once

#include "base/result.h"
#include "kms/key.h"

#include <cstdint>

namespace strongroom::kms {

/// Operations that work in the same states (kms contract 4.1); those that work in every state ask
/// for nothing.
enum class StateRule : std::uint8_t {
  Use,             ///< Cryptography and CreateGrant.
  Switch,          ///< EnableKey, DisableKey.
  Manage,          ///< Deletion, tags, description, aliases.
  CancelDeletion,  ///< CancelKeyDeletion.
  Rotation,        ///< EnableKeyRotation, DisableKeyRotation.
  RotateNow,       ///< RotateKeyOnDemand.
};

/// KeyDisabled, InvalidKeyState or UnsupportedOperation with AWS's text when an operation of this
/// rule does not work on the key as it is.
Result<void> check_state(const Key& key, StateRule rule);

}  // namespace strongroom::kms
