#pragma once

#include "keyring/tables.h"
#include "store/store.h"

#include <array>
#include <cstddef>

namespace strongroom::iam {

/// A store key of this room (crypto contract 5.6): table byte, 16 bytes of the account, 16 of the
/// name or id.
using StoreKey = std::array<std::byte, 33>;

/// Where a thing is stored and at which revision it was read: what a change of it is based on. Not
/// part of its record; set by the directory.
struct Stored {
  StoreKey key{};
  store::Revision revision = 0;

  bool is_in(keyring::Table table) const { return key[0] == static_cast<std::byte>(table); }
};

}  // namespace strongroom::iam
