#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "kms/key.h"

#include <array>
#include <string_view>

namespace strongroom::ops::kms_api {

inline constexpr std::array<std::string_view, 4> kMacAlgorithms = {"HMAC_SHA_224", "HMAC_SHA_256",
                                                                   "HMAC_SHA_384", "HMAC_SHA_512"};

/// The code of `message` under `key`. Errors of a key whose state, usage or spec does not fit
/// `operation` and `algorithm`.
Result<Bytes> mac_of(const kms::Key& key, std::string_view operation, std::string_view algorithm,
                     ByteView message);

}  // namespace strongroom::ops::kms_api
