#pragma once

/// Inside of this room only: where OpenSSL keeps what it allocates
/// (docs/decisions/0015-memory-of-openssl.md).
namespace strongroom::crypto::libcrypto {

/// From here on OpenSSL wipes the memory that it gives back, save large buffers of TLS, and
/// KeyMemory counts. Before anything else of OpenSSL in the process: throws std::runtime_error when
/// it is too late. Any thread.
void guard_memory();

/// While one lives, what OpenSSL allocates on this thread lies in locked memory that is left out of
/// core dumps (key_arena.h), and stays there until it is freed: around all that handles private
/// keys or keeps a key schedule.
class KeyMemory {
 public:
  KeyMemory();
  ~KeyMemory();
  KeyMemory(const KeyMemory&) = delete;
  KeyMemory& operator=(const KeyMemory&) = delete;
};

}  // namespace strongroom::crypto::libcrypto
