#pragma once

#include "base/result.h"
#include "keyring/boot.h"
#include "keyring/seal_slot.h"
#include "store/store.h"

#include <cstdint>
#include <span>
#include <vector>

namespace strongroom::keyring {

/// Changing the root key of an open store, and with it the seals (crypto contract 7): the keyring
/// is sealed again and nothing else, so the time does not depend on what is in the store. In two
/// commits. After the first the store has the slots and a copy of the keyring of two root keys, and
/// either opens it; after the second those of the new one alone. After a crash between them, begin
/// again. They block; one at a time.

/// Makes a new root key with one slot for each seal, beside what opened this keyring, and drops
/// what an unfinished change has left. Then opens the store by each new slot; when one does not
/// open, the new ones are taken away again. The old root key is not needed: the keyring is open.
/// InvalidSetting: a seal can't be used.
Result<std::uint32_t> begin_rekey(store::Store& raw, const OpenedKeyring& opened,
                                  std::span<Seal* const> seals);

/// Drops every slot that is not of this generation of the root key, and puts both copies of the
/// keyring under it. `opened` is of it afterwards. InvalidSetting: no such change has begun.
Result<void> finish_rekey(store::Store& raw, OpenedKeyring& opened, std::uint32_t generation);

/// The slots of a store, whether sealed or open.
struct SealStatus {
  std::vector<SealSlot> slots;  ///< Those of the newest root key first.
  bool unfinished = false;      ///< They are of more than one root key.
};
Result<SealStatus> seal_status(store::Store& raw);

}  // namespace strongroom::keyring
