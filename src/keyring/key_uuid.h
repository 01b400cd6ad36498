#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace strongroom::keyring {

/// The UUID of a KMS key as stored formats hold it.
using KeyUuid = std::array<std::byte, 16>;

/// Of a key id in lower case, 8-4-4-4-12; nothing for other text.
std::optional<KeyUuid> key_uuid_of(std::string_view key_id);
/// The key id, lower case, 36 characters.
std::string key_id_of(const KeyUuid& uuid);

}  // namespace strongroom::keyring
