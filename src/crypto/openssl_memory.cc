#include "crypto/openssl_memory.h"

#include "base/thread_number.h"
#include "crypto/key_arena.h"
#include "crypto/random.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>
#include <span>
#include <stdexcept>

namespace strongroom::crypto::libcrypto {
namespace {

thread_local int key_memory_depth = 0;

/// Beyond it are TLS's buffers for records, two for each request: OpenSSL itself wipes the part of
/// them that held a request (SSL_OP_CLEANSE_PLAINTEXT), and to wipe all would take a microsecond.
constexpr std::size_t kLargestWiped = std::size_t{16} << 10;

/// Stands before each piece of memory, and keeps it aligned.
struct alignas(std::max_align_t) Header {
  KeyArena* arena;   ///< Null: of the ordinary heap.
  std::size_t size;  ///< Without this header.
  bool wiped;        ///< Before it is given back.
};

Header* header_of(void* memory) { return static_cast<Header*>(memory) - 1; }

/// One arena for each power of two from 64 bytes on.
class Arenas {
 public:
  /// Null when it is larger than any key.
  KeyArena* fitting(std::size_t size) {
    if (size > KeyArena::kLargestSlot) return nullptr;
    const auto power = static_cast<std::size_t>(std::bit_width(std::max(size, kSmallest) - 1));
    return &arenas_[power - kSmallestPower];
  }

 private:
  static constexpr std::size_t kSmallest = 64;
  static constexpr std::size_t kSmallestPower = std::bit_width(kSmallest - 1);

  std::array<KeyArena, 9> arenas_{KeyArena(64),   KeyArena(128),  KeyArena(256),
                                  KeyArena(512),  KeyArena(1024), KeyArena(2048),
                                  KeyArena(4096), KeyArena(8192), KeyArena(KeyArena::kLargestSlot)};
};

// So that threads that sign seldom wait for each other. Never destroyed: OpenSSL's memory of
// threads that end late may go later.
Arenas& arenas_of_thread() {
  static auto* const shards = new std::array<Arenas, 4>;
  return (*shards)[thread_number() % shards->size()];
}

void* take(std::size_t size, bool for_keys) {
  if (size > SIZE_MAX - sizeof(Header)) return nullptr;
  const std::size_t whole = sizeof(Header) + size;
  KeyArena* const arena = for_keys ? arenas_of_thread().fitting(whole) : nullptr;
  try {
    void* const at = arena != nullptr ? arena->take() : std::malloc(whole);
    if (at == nullptr) return nullptr;
    const bool wiped = for_keys || size <= kLargestWiped;
    return new (at) Header{.arena = arena, .size = size, .wiped = wiped} + 1;
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}

void give_back(void* memory) {
  Header* const header = header_of(memory);
  if (header->arena != nullptr) {
    header->arena->give_back(reinterpret_cast<std::byte*>(header));
  } else {
    if (header->wiped) wipe({static_cast<std::byte*>(memory), header->size});
    std::free(header);
  }
}

// OpenSSL's interface.

void* allocate(std::size_t size, const char*, int) { return take(size, key_memory_depth > 0); }

void release(void* memory, const char*, int) {
  if (memory != nullptr) give_back(memory);
}

void* reallocate(void* memory, std::size_t size, const char* file, int line) {
  if (memory == nullptr) return allocate(size, file, line);
  if (size == 0) {
    give_back(memory);
    return nullptr;
  }
  const Header& old = *header_of(memory);
  void* const larger = take(size, old.arena != nullptr || key_memory_depth > 0);
  if (larger == nullptr) return nullptr;
  std::memcpy(larger, memory, std::min(size, old.size));
  give_back(memory);
  return larger;
}

}  // namespace

void guard_memory() {
  static const bool guarded = CRYPTO_set_mem_functions(allocate, reallocate, release) == 1;
  if (!guarded) throw std::runtime_error("OpenSSL was used before its memory was guarded");
}

KeyMemory::KeyMemory() { ++key_memory_depth; }
KeyMemory::~KeyMemory() { --key_memory_depth; }

}  // namespace strongroom::crypto::libcrypto
