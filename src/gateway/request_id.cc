#include "gateway/request_id.h"

#include "crypto/random.h"

#include <cstdint>
#include <span>

namespace strongroom::gateway {
namespace {

/// SplitMix64 (Steele, Lea, Flood 2014): every 64-bit state is visited once.
class Sequence {
 public:
  Sequence() { crypto::random_bytes(std::as_writable_bytes(std::span(&state_, 1))); }
  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

 private:
  std::uint64_t state_ = 0;
};

}  // namespace

RequestId::RequestId() {
  thread_local Sequence high;
  thread_local Sequence low;
  constexpr std::string_view kDigits = "0123456789abcdef";
  // RFC 9562, section 5.4: version 4, variant 10.
  const std::uint64_t first = (high.next() & ~std::uint64_t{0xf000}) | 0x4000;
  const std::uint64_t second = (low.next() & ~(std::uint64_t{3} << 62)) | std::uint64_t{2} << 62;
  std::size_t at = 0;
  const auto write = [&](std::uint64_t half, int from_digit, int digits) {
    for (int i = 0; i < digits; ++i)
      text_[at++] = kDigits[half >> (60 - 4 * (from_digit + i)) & 15];
  };
  write(first, 0, 8);
  text_[at++] = '-';
  write(first, 8, 4);
  text_[at++] = '-';
  write(first, 12, 4);
  text_[at++] = '-';
  write(second, 0, 4);
  text_[at++] = '-';
  write(second, 4, 12);
}

}  // namespace strongroom::gateway
