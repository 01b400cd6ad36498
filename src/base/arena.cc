#include "base/arena.h"

#include "base/registers.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

namespace strongroom {
namespace {

/// One block of the usual second size, wiped, for whichever arena of this thread needs it next:
/// requests of a few kilobytes would otherwise take and give back memory each time.
constexpr std::size_t kSpareBlock = 16 * 1024;
thread_local std::unique_ptr<std::byte[]> spare;

std::unique_ptr<std::byte[]> block_of(std::size_t size) {
  if (size == kSpareBlock && spare) return std::move(spare);
  return std::make_unique_for_overwrite<std::byte[]>(size);
}

constexpr std::size_t kTextRoom = 448;

std::size_t aligned_up(const std::byte* base, std::size_t offset, std::size_t alignment) {
  const auto address = std::bit_cast<std::uintptr_t>(base) + offset;
  return offset + (alignment - address % alignment) % alignment;
}

}  // namespace

void Arena::reset() noexcept {
  explicit_bzero(first_.data(), first_used_);
  first_used_ = 0;
  for (Block& block : more_) {
    explicit_bzero(block.memory.get(), block.used);
    if (block.size == kSpareBlock) spare = std::move(block.memory);
  }
  more_.clear();
  wipe_registers();
}

std::string_view Arena::copy(std::string_view text) {
  const auto memory = bytes(text.size());
  std::ranges::copy(std::as_bytes(std::span(text)), memory.begin());
  return {reinterpret_cast<const char*>(memory.data()), memory.size()};
}

std::byte* Arena::take_more(std::size_t size, std::size_t alignment) {
  if (!more_.empty()) {
    Block& last = more_.back();
    const std::size_t at = aligned_up(last.memory.get(), last.used, alignment);
    if (at <= last.size && size <= last.size - at) {
      last.used = at + size;
      return last.memory.get() + at;
    }
  }
  // Each block is at least twice the one before, so that a request of n bytes takes few of them.
  const std::size_t previous = more_.empty() ? kFirstBlock : more_.back().size;
  const std::size_t wanted = std::max(previous * 2, size + alignment);
  more_.push_back({.memory = block_of(wanted), .size = wanted});
  return take_more(size, alignment);
}

void ArenaText::grow(std::size_t by) {
  // Room beyond what is needed now: a long value is seldom the last.
  const std::size_t wanted = std::max(capacity_ * 2, size_ + by + kTextRoom);
  char* const larger = characters(arena_->bytes(wanted));
  std::copy_n(data_, size_, larger);
  data_ = larger;
  capacity_ = wanted;
}

}  // namespace strongroom
