#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/locked_memory.h"
#include "keyring/deployment_id.h"

#include <cstdint>
#include <string>

namespace strongroom::keyring {

/// How a seal slot's secret is kept. Stored; never change one.
enum class SealType : std::uint8_t {
  KeyFile = 1,
  Passphrase = 2,
  Pkcs11 = 3,
  ExternalKms = 4,
  Shamir = 5,
  Credential = 6,
};

/// Which slot of which store. A device that can, binds the slot's secret to it.
struct SlotName {
  DeploymentId deployment{};
  std::uint32_t id = 0;
};

/// What opens the root key at start: a source of slot secrets (crypto contract 8). Each seal slot
/// in the store keeps the parameters that its kind of seal needs to give the same secret again.
/// May block (a device, a network, a slow derivation): for start-up, not for an I/O thread.
class Seal {
 public:
  virtual ~Seal() = default;

  virtual SealType type() const = 0;
  /// For the operator's eyes, e.g. "the key file /etc/strongroom/root.key".
  virtual std::string description() const = 0;

  /// A secret for a new slot and what is stored with the slot, in clear but authenticated.
  /// InvalidSetting: the seal can't be used; the message says why and the remedy.
  struct NewSlot {
    crypto::LockedKey secret;
    Bytes parameters;
  };
  virtual Result<NewSlot> new_slot(const SlotName& name) = 0;

  /// The secret of a slot that was made with these parameters. Whether it is the right one, the
  /// slot knows. InvalidSetting: as above, or parameters that are not this seal's.
  virtual Result<crypto::LockedKey> slot_secret(const SlotName& name, ByteView parameters) = 0;
};

}  // namespace strongroom::keyring
