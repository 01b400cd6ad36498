#pragma once

#include <cstdint>

namespace strongroom::keyring {

/// The first byte of each store key: which kind of record it is. Stored; never change one.
enum class Table : std::uint8_t {
  Boot = 0x00,  ///< Format marker, seal slots, keyring (boot.h): the only records that are readable
                ///< as they lie.
  KmsAliases = 'A',
  AccessDates = 'D',
  KmsKeys = 'K',
  Secrets = 'S',
  SecretValues = 'V',
};

}  // namespace strongroom::keyring
