#include "crypto/argon2id.h"

#include "crypto/random.h"

#include <argon2.h>
#include <sys/mman.h>

#include <cstddef>

namespace strongroom::crypto {
namespace {

int map_memory(std::uint8_t** memory, std::size_t size) {
  void* const mapped =
      mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapped == MAP_FAILED) return ARGON2_MEMORY_ALLOCATION_ERROR;
  madvise(mapped, size, MADV_DONTDUMP);
  *memory = static_cast<std::uint8_t*>(mapped);
  return ARGON2_OK;
}

void unmap_memory(std::uint8_t* memory, std::size_t size) { munmap(memory, size); }

/// The library takes pointers to what it may wipe; without its flags for that it only reads.
std::uint8_t* unconst(ByteView bytes) {
  return reinterpret_cast<std::uint8_t*>(const_cast<std::byte*>(bytes.data()));
}

std::uint32_t size_of(ByteView bytes) { return static_cast<std::uint32_t>(bytes.size()); }

}  // namespace

bool argon2id(const Argon2Input& input, const Argon2Cost& cost, std::span<std::byte> out) {
  argon2_context context{.out = reinterpret_cast<std::uint8_t*>(out.data()),
                         .outlen = size_of(out),
                         .pwd = unconst(input.passphrase),
                         .pwdlen = size_of(input.passphrase),
                         .salt = unconst(input.salt),
                         .saltlen = size_of(input.salt),
                         .secret = unconst(input.secret),
                         .secretlen = size_of(input.secret),
                         .ad = unconst(input.associated),
                         .adlen = size_of(input.associated),
                         .t_cost = cost.passes,
                         .m_cost = cost.memory_kib,
                         .lanes = cost.lanes,
                         .threads = cost.lanes,
                         .version = ARGON2_VERSION_13,
                         .allocate_cbk = map_memory,
                         .free_cbk = unmap_memory,
                         .flags = ARGON2_DEFAULT_FLAGS};
  const bool derived = argon2id_ctx(&context) == ARGON2_OK;
  if (!derived) wipe(out);
  return derived;
}

}  // namespace strongroom::crypto
