#include "base/base64url.h"

#include "base/encoding.h"

#include <algorithm>
#include <string>

namespace strongroom {

std::optional<Bytes> bytes_of_base64url(std::string_view text) {
  if (text.find_first_of("+/=") != std::string_view::npos || text.size() % 4 == 1) {
    return std::nullopt;
  }
  std::string standard(text);
  std::ranges::replace(standard, '-', '+');
  std::ranges::replace(standard, '_', '/');
  standard.append((4 - standard.size() % 4) % 4, '=');
  Bytes bytes(base64_decoded_bound(standard.size()));
  const auto filled = decode_base64(standard, bytes);
  if (!filled) return std::nullopt;
  bytes.resize(filled->size());
  return bytes;
}

}  // namespace strongroom
