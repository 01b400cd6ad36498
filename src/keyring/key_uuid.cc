#include "keyring/key_uuid.h"

#include "base/encoding.h"

#include <algorithm>

namespace strongroom::keyring {

std::optional<KeyUuid> key_uuid_of(std::string_view key_id) {
  std::string digits(key_id);
  std::erase(digits, '-');
  const auto bytes = bytes_of_hex(digits);
  if (!bytes || bytes->size() != sizeof(KeyUuid)) return std::nullopt;
  KeyUuid uuid;
  std::ranges::copy(*bytes, uuid.begin());
  if (key_id_of(uuid) != key_id) return std::nullopt;  // hyphens elsewhere, or upper case
  return uuid;
}

std::string key_id_of(const KeyUuid& uuid) {
  std::string text = hex_of(uuid);
  for (const std::size_t at : {8U, 13U, 18U, 23U}) text.insert(at, 1, '-');
  return text;
}

}  // namespace strongroom::keyring
