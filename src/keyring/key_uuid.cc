#include "keyring/key_uuid.h"

#include "base/encoding.h"

namespace strongroom::keyring {
namespace {

constexpr std::string_view kMultiRegion = "mrk-";

}  // namespace

std::optional<KeyUuid> key_uuid_of(std::string_view key_id) {
  if (!is_multi_region_id(key_id)) return uuid_of(key_id);
  KeyUuid uuid;
  if (!decode_lower_hex(key_id.substr(kMultiRegion.size()), uuid)) return std::nullopt;
  return uuid;
}

std::string key_id_of(const KeyUuid& uuid, bool multi_region) {
  return multi_region ? std::string(kMultiRegion) + hex_of(uuid) : uuid_text(uuid);
}

bool is_multi_region_id(std::string_view key_id) { return key_id.starts_with(kMultiRegion); }

}  // namespace strongroom::keyring
