#include "gateway/request_id.h"

#include "base/uuid.h"
#include "crypto/random.h"

#include <array>
#include <bit>
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
  const std::array halves{high.next(), low.next()};
  encode_uuid(random_uuid_of(std::bit_cast<Uuid>(halves)), text_.data());
}

}  // namespace strongroom::gateway
