#pragma once

#include <array>
#include <cstddef>
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
  /// A copy of `text` that lives until `reset`.
  std::string_view copy(std::string_view text);

 private:
  static constexpr std::size_t kFirstBlock = 8 * 1024;
  static constexpr std::size_t kFirstAlignment = alignof(std::max_align_t);
  struct Block {
    std::unique_ptr<std::byte[]> memory;
    std::size_t size = 0;
    std::size_t used = 0;
  };

  /// From the first block while there is room: what nearly every request stays within.
  std::byte* take(std::size_t size, std::size_t alignment) {
    const std::size_t at = (first_used_ + alignment - 1) & ~(alignment - 1);
    if (!more_.empty() || alignment > kFirstAlignment || at > kFirstBlock ||
        size > kFirstBlock - at) {
      return take_more(size, alignment);
    }
    first_used_ = at + size;
    return first_.data() + at;
  }
  std::byte* take_more(std::size_t size, std::size_t alignment);

  void* do_allocate(std::size_t size, std::size_t alignment) override {
    return take(size, alignment);
  }
  void do_deallocate(void*, std::size_t, std::size_t) override {}
  bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }

  alignas(kFirstAlignment) std::array<std::byte, kFirstBlock> first_;
  std::size_t first_used_ = 0;
  std::vector<Block> more_;
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
