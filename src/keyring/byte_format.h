#pragma once

#include "base/bytes.h"

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>

/// Big-endian numbers and length-prefixed parts, as all stored formats use them (crypto contract
/// 5).
namespace strongroom::keyring {

template <std::unsigned_integral T>
std::array<std::byte, sizeof(T)> big_endian(T value) {
  std::array<std::byte, sizeof(T)> bytes;
  for (std::size_t i = 0; i < sizeof(T); ++i) {
    bytes[i] = static_cast<std::byte>(value >> 8 * (sizeof(T) - 1 - i) & 0xff);
  }
  return bytes;
}

template <std::unsigned_integral T>
void append_number(Bytes& to, T value) {
  append(to, big_endian(value));
}

/// The 16-bit length that stands before `part`. Throws std::length_error beyond 65535 bytes.
inline std::array<std::byte, 2> length_prefix(ByteView part) {
  if (part.size() > 0xffff) throw std::length_error("a part of a format is too long");
  return big_endian(static_cast<std::uint16_t>(part.size()));
}

/// lp(part): its length, then itself.
inline void append_prefixed(Bytes& to, ByteView part) {
  append(to, length_prefix(part));
  append(to, part);
}

/// Writes into room that the caller has measured.
class ByteWriter {
 public:
  explicit ByteWriter(std::span<std::byte> room) : room_(room) {}

  void add(ByteView part) {
    std::ranges::copy(part, room_.subspan(at_, part.size()).begin());
    at_ += part.size();
  }
  template <std::unsigned_integral T>
  void number(T value) {
    add(big_endian(value));
  }
  void prefixed(ByteView part) {
    add(length_prefix(part));
    add(part);
  }
  ByteView written() const { return room_.first(at_); }

 private:
  std::span<std::byte> room_;
  std::size_t at_ = 0;
};

/// Reads from the front. After the first read beyond the end everything is empty or zero, and
/// `complete` is false: check it once, before anything is believed.
class ByteReader {
 public:
  explicit ByteReader(ByteView bytes) : rest_(bytes) {}

  ByteView take(std::size_t size) {
    if (size > rest_.size()) {
      failed_ = true;
      rest_ = {};
      return {};
    }
    const ByteView taken = rest_.first(size);
    rest_ = rest_.subspan(size);
    return taken;
  }

  template <std::unsigned_integral T>
  T number() {
    std::uint64_t value = 0;
    for (const std::byte b : take(sizeof(T))) value = value << 8 | std::to_integer<unsigned>(b);
    return static_cast<T>(value);
  }

  ByteView prefixed() { return take(number<std::uint16_t>()); }

  bool failed() const { return failed_; }
  ByteView rest() const { return rest_; }
  /// All was there, and nothing is left.
  bool complete() const { return !failed_ && rest_.empty(); }

 private:
  ByteView rest_;
  bool failed_ = false;
};

}  // namespace strongroom::keyring
