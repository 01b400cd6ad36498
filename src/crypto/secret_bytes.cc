#include "crypto/secret_bytes.h"

#include "crypto/random.h"

#include <algorithm>
#include <utility>

namespace strongroom::crypto {

SecretBytes::SecretBytes(std::size_t size)
    : data_(std::make_unique<std::byte[]>(size)), size_(size) {}

SecretBytes SecretBytes::copy_of(ByteView plain) {
  SecretBytes copy(plain.size());
  std::ranges::copy(plain, copy.data_.get());
  return copy;
}

SecretBytes SecretBytes::random(std::size_t size) {
  SecretBytes drawn(size);
  random_bytes(drawn.writable());
  return drawn;
}

SecretBytes::SecretBytes(SecretBytes&& other) noexcept
    : data_(std::move(other.data_)), size_(std::exchange(other.size_, 0)) {}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
  if (this != &other) {
    wipe();
    data_ = std::move(other.data_);
    size_ = std::exchange(other.size_, 0);
  }
  return *this;
}

SecretBytes::~SecretBytes() { wipe(); }

SecretBytes SecretBytes::clone() const { return copy_of(reveal()); }

bool operator==(const SecretBytes& a, const SecretBytes& b) noexcept {
  return equal_in_constant_time(a.reveal(), b.reveal());
}

void SecretBytes::wipe() noexcept { crypto::wipe(writable()); }

}  // namespace strongroom::crypto
