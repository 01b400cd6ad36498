#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "keyring/keyring.h"
#include "keyring/seal.h"
#include "keyring/seal_slot.h"
#include "store/store.h"

#include <cstdint>
#include <span>

namespace strongroom::keyring {

/// The keys of one installation, open.
struct OpenedKeyring {
  DeploymentId deployment{};
  Keyring keyring;
  std::uint32_t root_generation = 1;  ///< Of the root key that opened it.
};

/// Start-up with the raw store, before anything else uses it (crypto contract 5.7, 5.8, 8.3). The
/// records that these functions write are the only readable ones: format marker, seal slots, and
/// the keyring in two copies (sealed under the root key). They block. The root key is wiped before
/// they return. Errors: InvalidSetting, with one sentence that says what is wrong and where; what
/// the store itself reports.

/// True when the store has a format marker.
Result<bool> is_initialised(store::Store& raw);

/// Gives an empty store a deployment id, a root key in a slot of each seal and a keyring, in one
/// commit, then opens them again by each. InvalidSetting: the store is not empty, or somebody else
/// was faster; nothing is changed then.
Result<OpenedKeyring> initialise(store::Store& raw, std::span<Seal* const> seals,
                                 const Clock& clock);

/// Opens the keyring with the secret that `seal` gives. Writes nothing, whatever happens. A damaged
/// current copy of the keyring is passed over with a warning when the previous one opens.
Result<OpenedKeyring> unseal(store::Store& raw, Seal& seal);

/// A slot of `seal` that holds the root key.
Result<SealSlot> new_slot(Seal& seal, const SlotName& name, std::uint32_t root_generation,
                          ByteView root_key);

}  // namespace strongroom::keyring
