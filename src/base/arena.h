#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <memory_resource>
#include <span>
#include <string_view>
#include <vector>

namespace strongroom {

/// All memory of one request: decoded input, secret values in clear, the answer. Grows by blocks,
/// frees nothing until `reset`, which wipes every byte that was handed out. One coroutine at a
/// time.
class Arena final : public std::pmr::memory_resource {
 public:
  Arena() = default;
  ~Arena() override { reset(); }
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  /// Wipes everything; all views into the arena are dead after it. Keeps the first block for the
  /// next request.
  void reset() noexcept;

  /// `size` uninitialised bytes that live until `reset`.
  std::span<std::byte> bytes(std::size_t size) { return {take(size, 1), size}; }
  /// Gives `size` bytes more to those that end at `end`, if nothing was taken since and there is
  /// room in their block.
  bool extend(const std::byte* end, std::size_t size) {
    if (end != next_ || size > static_cast<std::size_t>(end_ - next_)) return false;
    next_ += size;
    return true;
  }
  /// A copy of `text` that lives until `reset`.
  std::string_view copy(std::string_view text);

 private:
  static constexpr std::size_t kFirstBlock = 8 * 1024;
  struct Block {
    std::unique_ptr<std::byte[]> memory;
    std::size_t size = 0;
    std::size_t used = 0;  ///< Once it is full.
  };

  std::byte* take(std::size_t size, std::size_t alignment) {
    const auto left = static_cast<std::size_t>(end_ - next_);
    const std::size_t padding = -std::bit_cast<std::uintptr_t>(next_) & (alignment - 1);
    if (padding > left || size > left - padding) return take_more(size, alignment);
    std::byte* const taken = next_ + padding;
    next_ = taken + size;
    return taken;
  }
  /// From a new block.
  std::byte* take_more(std::size_t size, std::size_t alignment);
  /// Notes how much of the block was used that memory came from last.
  void leave_block();

  void* do_allocate(std::size_t size, std::size_t alignment) override {
    return take(size, alignment);
  }
  void do_deallocate(void*, std::size_t, std::size_t) override {}
  bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }

  alignas(std::max_align_t) std::array<std::byte, kFirstBlock> first_;
  std::size_t first_used_ = 0;
  std::vector<Block> more_;
  std::byte* next_ = first_.data();
  std::byte* end_ = first_.data() + kFirstBlock;
};

/// Text that grows inside an arena: an answer's body.
class ArenaText {
 public:
  explicit ArenaText(Arena& arena) : arena_(&arena) {}
  /// With room for `size` characters from the start.
  ArenaText(Arena& arena, std::size_t size)
      : arena_(&arena), data_(characters(arena.bytes(size))), capacity_(size) {}

  void append(std::string_view text) {
    if (text.size() > capacity_ - size_) grow(text.size());
    text.copy(data_ + size_, text.size());
    size_ += text.size();
  }
  void append(char character) {
    if (size_ == capacity_) grow(1);
    data_[size_++] = character;
  }
  /// Room for `size` more characters, to be written directly; `commit` says how many were.
  char* reserve(std::size_t size) {
    if (size > capacity_ - size_) grow(size);
    return data_ + size_;
  }
  void commit(std::size_t size) { size_ += size; }

  /// Forgets what follows the first `size` characters.
  void cut_back(std::size_t size) { size_ = size; }

  std::string_view view() const { return {data_, size_}; }

 private:
  static char* characters(std::span<std::byte> bytes) {
    return reinterpret_cast<char*>(bytes.data());
  }
  void grow(std::size_t by);

  Arena* arena_;
  char* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace strongroom
