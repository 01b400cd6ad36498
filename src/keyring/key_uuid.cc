#include "keyring/key_uuid.h"

#include "base/encoding.h"

#include <algorithm>

namespace strongroom::keyring {

namespace {

constexpr std::string_view kMultiRegion = "mrk-";

}  // namespace

std::optional<KeyUuid> key_uuid_of(std::string_view key_id) {
  const bool multi_region = is_multi_region_id(key_id);
  std::string digits(multi_region ? key_id.substr(kMultiRegion.size()) : key_id);
  std::erase(digits, '-');
  const auto bytes = bytes_of_hex(digits);
  if (!bytes || bytes->size() != sizeof(KeyUuid)) return std::nullopt;
  KeyUuid uuid;
  std::ranges::copy(*bytes, uuid.begin());
  // Hyphens elsewhere, or upper case?
  if (key_id_of(uuid, multi_region) != key_id) return std::nullopt;
  return uuid;
}

std::string key_id_of(const KeyUuid& uuid, bool multi_region) {
  std::string text = hex_of(uuid);
  if (multi_region) return std::string(kMultiRegion) + text;
  for (const std::size_t at : {8U, 13U, 18U, 23U}) text.insert(at, 1, '-');
  return text;
}

bool is_multi_region_id(std::string_view key_id) { return key_id.starts_with(kMultiRegion); }

}  // namespace strongroom::keyring
