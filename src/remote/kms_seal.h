#pragma once

#include "keyring/seal.h"
#include "remote/remote_kms.h"

#include <utility>

namespace strongroom::remote {

/// A random slot secret that a key of another KMS encrypts, with the slot's name as encryption
/// context (crypto contract 8.2). The key never leaves that KMS, which may refuse its use at any
/// time and keeps the record of it.
class KmsSeal final : public keyring::Seal {
 public:
  explicit KmsSeal(RemoteKms kms) : kms_(std::move(kms)) {}

  keyring::SealType type() const override { return keyring::SealType::ExternalKms; }
  std::string description() const override;
  Result<NewSlot> new_slot(const keyring::SlotName& name) override;
  Result<crypto::LockedKey> slot_secret(const keyring::SlotName& name,
                                        ByteView parameters) override;

 private:
  RemoteKms kms_;
};

}  // namespace strongroom::remote
