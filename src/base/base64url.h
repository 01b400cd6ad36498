#pragma once

#include "base/bytes.h"

#include <optional>
#include <string_view>

namespace strongroom {

/// Decodes base64 of the URL alphabet without padding (RFC 4648, section 5, as RFC 7515 wants it);
/// nothing when `text` is not exactly that. Each value has one spelling.
std::optional<Bytes> bytes_of_base64url(std::string_view text);

}  // namespace strongroom
