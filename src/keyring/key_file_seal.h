#pragma once

#include "keyring/seal.h"

#include <filesystem>
#include <string>
#include <utility>

namespace strongroom::keyring {

/// A file that holds the slot secret: 32 raw bytes, or 64 hex digits, or base64 of 32 bytes, the
/// last two with or without a line end. Refused unless it is a regular file that belongs to this
/// user or root and that nobody else may read (crypto contract 8.2). Read at each call.
class KeyFileSeal final : public Seal {
 public:
  explicit KeyFileSeal(std::filesystem::path file) : file_(std::move(file)) {}

  /// A new file with 32 random bytes, mode 0600, on disk when this returns. InvalidSetting: it
  /// exists already, or can't be written; nothing is left behind then.
  static Result<void> create(const std::filesystem::path& file);

  SealType type() const override { return SealType::KeyFile; }
  std::string description() const override { return "the key file " + file_.string(); }
  Result<NewSlot> new_slot() override;
  Result<crypto::LockedKey> slot_secret(ByteView parameters) override;

 private:
  std::filesystem::path file_;
};

}  // namespace strongroom::keyring
