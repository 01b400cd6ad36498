#pragma once

#include "base/uuid.h"

#include <optional>
#include <string>
#include <string_view>

namespace strongroom::keyring {

/// The UUID of a KMS key as stored formats hold it.
using KeyUuid = Uuid;

/// Of a key id in lower case: 8-4-4-4-12, or that of a multi-Region key, `mrk-` and 32 digits.
/// Nothing for other text.
std::optional<KeyUuid> key_uuid_of(std::string_view key_id);
/// The key id, lower case.
std::string key_id_of(const KeyUuid& uuid, bool multi_region);
bool is_multi_region_id(std::string_view key_id);

}  // namespace strongroom::keyring
