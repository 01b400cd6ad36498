#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string>

namespace strongroom {

/// Memory that is wiped before it is given back.
template <class T>
struct WipingAllocator {
  using value_type = T;

  WipingAllocator() = default;
  template <class U>
  WipingAllocator(const WipingAllocator<U>&) noexcept {}

  T* allocate(std::size_t count) { return std::allocator<T>().allocate(count); }
  void deallocate(T* memory, std::size_t count) noexcept {
    explicit_bzero(memory, count * sizeof(T));
    std::allocator<T>().deallocate(memory, count);
  }
  friend bool operator==(WipingAllocator, WipingAllocator) { return true; }
};

/// Text that holds a secret among other things, such as a message's body. Up to 15 characters are
/// kept in the object itself, and not wiped.
using WipedString = std::basic_string<char, std::char_traits<char>, WipingAllocator<char>>;

}  // namespace strongroom
