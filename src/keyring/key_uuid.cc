#include "keyring/key_uuid.h"

#include "base/encoding.h"

#include <algorithm>
#include <utility>

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
  const std::string hex = hex_of(uuid);
  if (multi_region) return std::string(kMultiRegion) + hex;
  std::string id(36, '-');
  std::size_t from = 0;
  for (const auto& [at, size] : {std::pair(0, 8), {9, 4}, {14, 4}, {19, 4}, {24, 12}}) {
    hex.copy(id.data() + at, static_cast<std::size_t>(size), from);
    from += static_cast<std::size_t>(size);
  }
  return id;
}

bool is_multi_region_id(std::string_view key_id) { return key_id.starts_with(kMultiRegion); }

}  // namespace strongroom::keyring
