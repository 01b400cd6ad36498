#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "keyring/keyring.h"
#include "keyring/tables.h"

#include <array>
#include <cstddef>
#include <initializer_list>
#include <string_view>

namespace strongroom::keyring {

/// Where a secret's sealed value lies; drawn anew for each.
using ValueKey = std::array<std::byte, 17>;

/// Makes store keys, which whoever has the disk can see, opaque (crypto contract 5.6). Any thread.
class KeySpace {
 public:
  explicit KeySpace(const Keyring& keyring) : keyring_(keyring) {}  ///< The keyring outlives this.

  /// The same for the same path, so that "key absent" guards uniqueness; it is also the prefix of
  /// all keys below that path. Without parts: the prefix of the whole table.
  Bytes key(Table table, std::initializer_list<std::string_view> path) const;

 private:
  const Keyring& keyring_;
};

/// A new key in the table of secret values: milliseconds, then 80 random bits, so that new ones lie
/// side by side.
ValueKey new_value_key(Timestamp now);

}  // namespace strongroom::keyring
