#include "keyring/secret_value.h"

#include "crypto/random.h"
#include "keyring/byte_format.h"
#include "keyring/envelope.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <vector>

namespace strongroom::keyring {
namespace {

/// Kind and suite. Authenticated with the value; the wraps are not, each is bound to the context by
/// itself, so that the value need not be sealed anew when its KMS key changes.
constexpr std::array kHeader{std::byte{0xa1}, std::byte{0x01}};

}  // namespace

Result<SealedValue> SealedValue::parse(ByteView stored) {
  ByteReader reader(stored);
  const ByteView header = reader.take(kHeader.size());
  const auto count = reader.number<std::uint8_t>();
  const ByteView before = reader.rest();
  for (std::size_t i = 0; i < count; ++i) reader.prefixed();
  const ByteView wraps = before.first(before.size() - reader.rest().size());
  const ByteView iv = reader.take(crypto::kIvSize);
  const ByteView sealed = reader.rest();
  if (reader.failed() || !std::ranges::equal(header, kHeader) || count == 0 ||
      sealed.size() <= crypto::kTagSize) {
    return invalid_ciphertext();
  }
  return SealedValue(count, wraps, iv, sealed);
}

ByteView SealedValue::wrap(std::size_t index) const {
  ByteReader reader(wraps_);
  for (std::size_t i = 0; i < index; ++i) reader.prefixed();
  return reader.prefixed();
}

Result<SealedValue::Opened> SealedValue::open(ByteView data_key, ByteView context,
                                              std::span<std::byte> room) const {
  if (data_key.size() != crypto::kKeySize || room.size() != plain_size() ||
      !crypto::aead_open(data_key, iv_, {kHeader, context}, sealed_, room)) {
    crypto::wipe(room);
    return invalid_ciphertext();
  }
  const auto type = static_cast<ValueType>(room.front());
  if (type != ValueType::String && type != ValueType::Binary) {
    crypto::wipe(room);
    return invalid_ciphertext();
  }
  return Opened{.type = type, .bytes = room.subspan(1)};
}

Bytes seal_secret_value(std::span<const ByteView> wraps, ByteView data_key, ByteView iv,
                        ByteView context, ValueType type, ByteView plain) {
  if (wraps.empty() || wraps.size() > 255) {
    throw std::invalid_argument("a secret value has 1 to 255 wrapped data keys");
  }
  std::size_t size = kHeader.size() + 1 + crypto::kIvSize + 1 + plain.size() + crypto::kTagSize;
  for (const ByteView wrap : wraps) size += 2 + wrap.size();
  Bytes stored;
  stored.reserve(size);  // at once: the value lies in here in clear for a moment
  append(stored, kHeader);
  append_number(stored, static_cast<std::uint8_t>(wraps.size()));
  for (const ByteView wrap : wraps) append_prefixed(stored, wrap);
  append(stored, iv);
  const std::size_t begin = stored.size();
  append_number(stored, static_cast<std::uint8_t>(type));
  append(stored, plain);
  stored.resize(size);
  const auto sealed = std::span(stored).subspan(begin);
  crypto::aead_seal(data_key, iv, {kHeader, context}, sealed.first(1 + plain.size()), sealed);
  return stored;
}

Bytes rewrapped_secret_value(ByteView stored, ByteView wrap,
                             const std::function<bool(ByteView wrap)>& keep) {
  ByteReader reader(stored.subspan(kHeader.size()));
  std::vector<ByteView> wraps = {wrap};
  for (auto left = reader.number<std::uint8_t>(); left > 0; --left) {
    const ByteView present = reader.prefixed();
    if (keep(present) && wraps.size() < 255) wraps.push_back(present);
  }
  Bytes changed;
  append(changed, kHeader);
  append_number(changed, static_cast<std::uint8_t>(wraps.size()));
  for (const ByteView kept : wraps) append_prefixed(changed, kept);
  append(changed, reader.rest());
  return changed;
}

}  // namespace strongroom::keyring
