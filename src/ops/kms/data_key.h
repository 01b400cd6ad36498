#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "kms/encryption_context.h"
#include "kms/key.h"
#include "ops/context.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace strongroom::ops::kms_api {

inline constexpr std::array<std::string_view, 2> kDataKeySpecs = {"AES_256", "AES_128"};

/// What a request says of the data key that it wants.
struct WantedDataKey {
  std::optional<std::string_view> key_spec;
  std::optional<std::int64_t> number_of_bytes;
  kms::EncryptionContext encryption_context;
};

/// In the arena.
struct NewDataKey {
  ByteView plaintext;
  ByteView wrapped;
};

/// Errors of a key that can't do it, and Validation when not exactly one size is given.
Result<NewDataKey> new_data_key(const OperationContext& context, const kms::Key& key,
                                std::string_view operation, const WantedDataKey& wanted);

}  // namespace strongroom::ops::kms_api
