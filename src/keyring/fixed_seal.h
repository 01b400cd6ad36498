#pragma once

#include "keyring/seal.h"

#include <string>
#include <utility>

/// For tests.
namespace strongroom::keyring {

/// A seal whose secret is its constructor's argument.
class FixedSeal final : public Seal {
 public:
  explicit FixedSeal(Bytes secret, SealType type = SealType::KeyFile)
      : secret_(std::move(secret)), type_(type) {}
  SealType type() const override { return type_; }
  std::string description() const override { return "the key file test.key"; }
  Result<NewSlot> new_slot(const SlotName&) override {
    return NewSlot{.secret = crypto::LockedKey::copy_of(secret_), .parameters = {}};
  }
  Result<crypto::LockedKey> slot_secret(const SlotName&, ByteView) override {
    return crypto::LockedKey::copy_of(secret_);
  }

 private:
  Bytes secret_;
  SealType type_;
};

}  // namespace strongroom::keyring
