#pragma once

#include "base/clock.h"

#include <array>
#include <string>
#include <string_view>

namespace strongroom::kms {

/// The operations that count as use of a key when they succeed. Stored by their place: add at the
/// end only.
inline constexpr std::array<std::string_view, 12> kTrackedOperations = {
    "Decrypt",
    "DeriveSharedSecret",
    "Encrypt",
    "GenerateDataKey",
    "GenerateDataKeyPair",
    "GenerateDataKeyPairWithoutPlaintext",
    "GenerateDataKeyWithoutPlaintext",
    "GenerateMac",
    "ReEncrypt",
    "Sign",
    "Verify",
    "VerifyMac"};

/// The last time that a key was used (kms contract 9.6).
struct LastUse {
  std::string_view operation;  ///< One of kTrackedOperations.
  Timestamp at;
  std::string event_id;  ///< Of its audit record.
  std::string request_id;
  friend bool operator==(const LastUse&, const LastUse&) = default;
};

}  // namespace strongroom::kms
