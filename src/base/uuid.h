#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace strongroom {

using Uuid = std::array<std::byte, 16>;
inline constexpr std::size_t kUuidSize = 36;  ///< Of the text.

/// As text (RFC 9562, section 4): 8-4-4-4-12 digits, lower case. Writes exactly kUuidSize
/// characters.
void encode_uuid(const Uuid& uuid, char* out);
std::string uuid_text(const Uuid& uuid);
/// Nothing for text of another form, upper case included.
std::optional<Uuid> uuid_of(std::string_view text);
/// These bits as a UUID of version 4 (section 5.4).
Uuid random_uuid_of(Uuid bits);

}  // namespace strongroom
