#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace strongroom {

/// Raw bytes: keys, ciphertext, records. Text is std::string; the two meet only in the functions
/// below.
using Bytes = std::vector<std::byte>;
using ByteView = std::span<const std::byte>;

/// The bytes of `text`, borrowed.
inline ByteView bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }

/// `bytes` seen as text, borrowed. The caller knows that they are text.
inline std::string_view text_of(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// An owning copy.
inline Bytes copy_of(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

inline void append(Bytes& to, ByteView bytes) { to.insert(to.end(), bytes.begin(), bytes.end()); }

}  // namespace strongroom
