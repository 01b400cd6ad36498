#pragma once

#include "base/bytes.h"

#include <array>
#include <cstddef>
#include <memory>
#include <span>

namespace strongroom::crypto {

/// Key material or another secret of any length. Wiped when destroyed or assigned over; can't be
/// copied by accident, printed, or compared in variable time.
class SecretBytes {
 public:
  SecretBytes() = default;
  explicit SecretBytes(std::size_t size);  ///< `size` zero bytes, to be filled through `writable`.
  /// The caller still wipes its own copy.
  static SecretBytes copy_of(ByteView plain);
  /// From the system's random source.
  static SecretBytes random(std::size_t size);

  SecretBytes(SecretBytes&& other) noexcept;
  SecretBytes& operator=(SecretBytes&& other) noexcept;
  ~SecretBytes();
  SecretBytes(const SecretBytes&) = delete;
  SecretBytes& operator=(const SecretBytes&) = delete;

  SecretBytes clone() const;  ///< Copying is always visible.
  std::size_t size() const noexcept { return size_; }
  ByteView reveal() const noexcept { return {data_.get(), size_}; }
  std::span<std::byte> writable() noexcept { return {data_.get(), size_}; }

  /// Constant time; only the length may leak.
  friend bool operator==(const SecretBytes& a, const SecretBytes& b) noexcept;

 private:
  void wipe() noexcept;

  std::unique_ptr<std::byte[]> data_;
  std::size_t size_ = 0;
};

}  // namespace strongroom::crypto
