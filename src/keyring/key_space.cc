#include "keyring/key_space.h"

#include "crypto/random.h"
#include "keyring/byte_format.h"

#include <algorithm>
#include <cstdint>

namespace strongroom::keyring {
namespace {

constexpr std::size_t kPartSize = 16;

}  // namespace

Bytes KeySpace::key(Table table, std::initializer_list<std::string_view> path) const {
  constexpr std::array kSeparator{std::byte{0}};
  const crypto::HmacSha256& index = keyring_.current(KeyKind::Index).key.hmac();
  Bytes key;
  key.reserve(1 + path.size() * kPartSize);
  key.push_back(static_cast<std::byte>(table));
  for (const std::string_view part : path) {
    const crypto::Digest256 digest =
        index.mac({bytes_of("storekey/v1"), kSeparator, length_prefix(key), key, bytes_of(part)});
    append(key, ByteView(digest).first(kPartSize));
  }
  return key;
}

ValueKey new_value_key(Timestamp now) {
  ValueKey key;
  key[0] = static_cast<std::byte>(Table::SecretValues);
  const auto milliseconds = big_endian(static_cast<std::uint64_t>(milliseconds_of(now)));
  std::ranges::copy(ByteView(milliseconds).last(6), key.begin() + 1);
  crypto::random_bytes(std::span(key).subspan(7));
  return key;
}

}  // namespace strongroom::keyring
