#include "base/uuid.h"

#include "base/encoding.h"

#include <span>

namespace strongroom {
namespace {

struct Group {
  std::size_t at;     ///< In the text.
  std::size_t first;  ///< In the bytes.
  std::size_t size;   ///< In bytes.
};

constexpr std::array<Group, 5> kGroups = {
    {{0, 0, 4}, {9, 4, 2}, {14, 6, 2}, {19, 8, 2}, {24, 10, 6}}};

}  // namespace

void encode_uuid(const Uuid& uuid, char* out) {
  for (const Group& group : kGroups) {
    if (group.at > 0) out[group.at - 1] = '-';
    encode_hex(std::span(uuid).subspan(group.first, group.size), out + group.at);
  }
}

std::string uuid_text(const Uuid& uuid) {
  std::string text(kUuidSize, '\0');
  encode_uuid(uuid, text.data());
  return text;
}

std::optional<Uuid> uuid_of(std::string_view text) {
  if (text.size() != kUuidSize) return std::nullopt;
  Uuid uuid;
  for (const Group& group : kGroups) {
    if ((group.at > 0 && text[group.at - 1] != '-') ||
        !decode_lower_hex(text.substr(group.at, 2 * group.size),
                          std::span(uuid).subspan(group.first, group.size))) {
      return std::nullopt;
    }
  }
  return uuid;
}

Uuid random_uuid_of(Uuid bits) {
  bits[6] = (bits[6] & std::byte{0x0f}) | std::byte{0x40};  // the version
  bits[8] = (bits[8] & std::byte{0x3f}) | std::byte{0x80};  // the variant
  return bits;
}

}  // namespace strongroom
