#pragma once

#include "keyring/seal.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

namespace strongroom::keyring {

/// A file that holds the slot secret: 32 raw bytes, or 64 hex digits, or base64 of 32 bytes, the
/// last two with or without a line end. Refused unless it is a regular file that belongs to this
/// user or root and that nobody else may read (crypto contract 8.2). Read at each call.
class KeyFileSeal final : public Seal {
 public:
  explicit KeyFileSeal(std::filesystem::path file)
      : KeyFileSeal(std::move(file), SealType::KeyFile) {}

  /// A new file with 32 random bytes, mode 0600, on disk when this returns. InvalidSetting: it
  /// exists already, or can't be written; nothing is left behind then.
  static Result<void> create(const std::filesystem::path& file);

  /// The same in a credential that systemd passes to the service: the file `name` in
  /// $CREDENTIALS_DIRECTORY, whose access systemd has seen to. InvalidSetting: there is no such
  /// folder, or `name` is not the name of a file.
  static Result<KeyFileSeal> of_credential(std::string_view name);

  SealType type() const override { return type_; }
  std::string description() const override;
  Result<NewSlot> new_slot(const SlotName& name) override;
  Result<crypto::LockedKey> slot_secret(const SlotName& name, ByteView parameters) override;

 private:
  KeyFileSeal(std::filesystem::path file, SealType type) : file_(std::move(file)), type_(type) {}

  std::filesystem::path file_;
  SealType type_ = SealType::KeyFile;
};

}  // namespace strongroom::keyring
