#include "base/frame_memory.h"

#include <array>
#include <new>

namespace strongroom {
namespace {

constexpr std::size_t kStep = 128;
constexpr std::size_t kSizes = 16;  // up to 2 KiB; larger frames are rare
constexpr std::size_t kKeptOfASize = 64;

struct FreeFrame {
  FreeFrame* next;
};

/// The frames of one thread that wait to be used again, by size.
class KeptFrames {
 public:
  KeptFrames() = default;
  ~KeptFrames() {
    for (List& list : lists_) {
      while (void* frame = list.take()) ::operator delete(frame);
    }
    gone_ = true;
  }
  KeptFrames(const KeptFrames&) = delete;
  KeptFrames& operator=(const KeptFrames&) = delete;

  void* take(std::size_t index) { return lists_[index].take(); }
  bool keep(std::size_t index, void* frame) { return !gone_ && lists_[index].keep(frame); }

 private:
  struct List {
    FreeFrame* first = nullptr;
    std::size_t count = 0;

    void* take() {
      if (first == nullptr) return nullptr;
      FreeFrame* taken = first;
      first = taken->next;
      --count;
      return taken;
    }
    bool keep(void* frame) {
      if (count == kKeptOfASize) return false;
      first = new (frame) FreeFrame{first};
      ++count;
      return true;
    }
  };

  std::array<List, kSizes> lists_{};
  bool gone_ = false;  // a frame may end after the thread's other objects
};

#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
// The sanitizers see a use after the end only when memory really goes.
constexpr bool kKeep = false;
#else
constexpr bool kKeep = true;
#endif

thread_local KeptFrames t_kept;

std::size_t index_of(std::size_t size) { return (size - 1) / kStep; }

}  // namespace

void* allocate_frame(std::size_t size) {
  const std::size_t index = index_of(size);
  if (!kKeep || index >= kSizes) return ::operator new(size);
  if (void* kept = t_kept.take(index)) return kept;
  return ::operator new((index + 1) * kStep);
}

void free_frame(void* frame, std::size_t size) noexcept {
  const std::size_t index = index_of(size);
  if (kKeep && index < kSizes && t_kept.keep(index, frame)) return;
  ::operator delete(frame);
}

}  // namespace strongroom
