#pragma once

#include "crypto/secret_bytes.h"
#include "keyring/pkcs11_token.h"
#include "keyring/seal.h"

#include <functional>
#include <optional>
#include <utility>

namespace strongroom::keyring {

/// A random slot secret that an AES key on a PKCS#11 token encrypts, bound to the slot (crypto
/// contract 8.2). The key never leaves the token. The module runs on a thread of its own, since it
/// may hang.
class Pkcs11Seal final : public Seal {
 public:
  using Pin = std::function<Result<crypto::SecretBytes>()>;
  Pkcs11Seal(Pkcs11Place place, Pin pin) : place_(std::move(place)), pin_(std::move(pin)) {}

  SealType type() const override { return SealType::Pkcs11; }
  std::string description() const override;
  Result<NewSlot> new_slot(const SlotName& name) override;
  Result<crypto::LockedKey> slot_secret(const SlotName& name, ByteView parameters) override;

 private:
  template <class T>
  Result<T> on_token(std::function<Result<T>(Pkcs11Token&)> work);

  Pkcs11Place place_;
  Pin pin_;
  /// Why the token was not opened. It is not tried again: a few wrong PINs lock it.
  std::optional<Error> refusal_;
};

}  // namespace strongroom::keyring
