#pragma once

#include "base/result.h"
#include "kms/encryption_context.h"

#include <cstdint>

namespace strongroom::kms {

struct Key;

/// What another service does with a key.
enum class KeyUse : std::uint8_t { Decrypt, Encrypt, GenerateDataKey };

/// Decides whether somebody may use a key; asked anew for each use.
class KeyGuard {
 public:
  virtual ~KeyGuard() = default;
  /// AccessDenied when not.
  virtual Result<void> require(const Key& key, KeyUse use, EncryptionContext context) const = 0;
};

/// For what the server does on its own, without a caller.
class NoGuard final : public KeyGuard {
 public:
  Result<void> require(const Key&, KeyUse, EncryptionContext) const override { return {}; }
};
inline const NoGuard kUnguarded;

}  // namespace strongroom::kms
