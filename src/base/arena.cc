#include "base/arena.h"

#include "base/registers.h"

#include <algorithm>
#include <cstring>

namespace strongroom {
namespace {

/// Blocks of the usual second size, wiped, for whichever arenas of this thread need them next:
/// requests of a few kilobytes would otherwise take and give back memory each time.
class SpareBlocks {
 public:
  static constexpr std::size_t kSize = 16 * 1024;

  std::unique_ptr<std::byte[]> take() {
    if (count_ == 0) return std::make_unique_for_overwrite<std::byte[]>(kSize);
    return std::move(blocks_[--count_]);
  }
  void keep(std::unique_ptr<std::byte[]> block) {
    if (count_ < blocks_.size()) blocks_[count_++] = std::move(block);
  }

 private:
  std::array<std::unique_ptr<std::byte[]>, 16> blocks_;  // some more than a turn has requests
  std::size_t count_ = 0;
};
thread_local SpareBlocks spares;

std::unique_ptr<std::byte[]> block_of(std::size_t size) {
  if (size == SpareBlocks::kSize) return spares.take();
  return std::make_unique_for_overwrite<std::byte[]>(size);
}

constexpr std::size_t kTextRoom = 448;

}  // namespace

void Arena::reset() noexcept {
  leave_block();
  explicit_bzero(first_.data(), first_used_);
  for (Block& block : more_) {
    explicit_bzero(block.memory.get(), block.used);
    if (block.size == SpareBlocks::kSize) spares.keep(std::move(block.memory));
  }
  more_.clear();
  next_ = first_.data();
  end_ = next_ + kFirstBlock;
  wipe_registers();
}

std::string_view Arena::copy(std::string_view text) {
  const auto memory = bytes(text.size());
  std::ranges::copy(std::as_bytes(std::span(text)), memory.begin());
  return {reinterpret_cast<const char*>(memory.data()), memory.size()};
}

std::byte* Arena::take_more(std::size_t size, std::size_t alignment) {
  leave_block();
  // Each block is at least twice the one before, so that a request of n bytes takes few of them.
  const std::size_t previous = more_.empty() ? kFirstBlock : more_.back().size;
  const std::size_t wanted = std::max(previous * 2, size + alignment);
  more_.push_back({.memory = block_of(wanted), .size = wanted});
  next_ = more_.back().memory.get();
  end_ = next_ + wanted;
  return take(size, alignment);
}

void Arena::leave_block() {
  if (more_.empty()) {
    first_used_ = static_cast<std::size_t>(next_ - first_.data());
  } else {
    more_.back().used = static_cast<std::size_t>(next_ - more_.back().memory.get());
  }
}

void ArenaText::grow(std::size_t by) {
  // Room beyond what is needed now: a long value is seldom the last.
  const std::size_t wanted = std::max(capacity_ * 2, size_ + by + kTextRoom);
  const std::size_t more = wanted - capacity_;
  if (data_ != nullptr &&
      arena_->extend(reinterpret_cast<const std::byte*>(data_) + capacity_, more)) {
    capacity_ = wanted;
    return;
  }
  char* const larger = characters(arena_->bytes(wanted));
  std::copy_n(data_, size_, larger);
  data_ = larger;
  capacity_ = wanted;
}

}  // namespace strongroom
