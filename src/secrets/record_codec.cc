#include "secrets/record_codec.h"

#include <algorithm>

namespace strongroom::secrets {

void RecordWriter::number(std::uint64_t value) {
  for (; value >= 0x80; value >>= 7U) bytes_.push_back(static_cast<std::byte>(value | 0x80U));
  bytes_.push_back(static_cast<std::byte>(value));
}

void RecordWriter::text(std::string_view value) {
  number(value.size());
  raw(bytes_of(value));
}

std::uint64_t RecordReader::number(std::uint64_t max) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const ByteView next = take(1);
    if (next.empty()) return 0;
    const auto byte = std::to_integer<std::uint64_t>(next[0]);
    const std::uint64_t bits = byte & 0x7fU;
    require((bits << shift) >> shift == bits);  // fits 64 bits
    require(shift == 0 || byte != 0);           // no longer than it must be
    value |= bits << shift;
    if ((byte & 0x80U) == 0) {
      require(value <= max);
      return sound_ ? value : 0;
    }
  }
  require(false);
  return 0;
}

std::string_view RecordReader::text() { return text_of(take(number())); }

void RecordReader::raw(std::span<std::byte> out) {
  std::ranges::copy(take(out.size()), out.begin());
}

ByteView RecordReader::take(std::uint64_t size) {
  require(size <= rest_.size());
  if (!sound_) return {};
  const ByteView taken = rest_.first(static_cast<std::size_t>(size));
  rest_ = rest_.subspan(taken.size());
  return taken;
}

}  // namespace strongroom::secrets
