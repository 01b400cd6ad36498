#pragma once

#include "crypto/argon2id.h"
#include "crypto/secret_bytes.h"
#include "keyring/seal.h"

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <utility>

namespace strongroom::keyring {

/// How the slot secret comes from a passphrase; stored with the slot.
struct PassphraseParameters {
  crypto::Argon2Cost cost;
  std::array<std::byte, 16> salt{};

  friend bool operator==(const PassphraseParameters&, const PassphraseParameters&) = default;
};
Bytes parameters_of(const PassphraseParameters& parameters);
/// Nothing also for a cost beyond what a slot may ask of whoever opens it: 2 GiB, 64 passes.
std::optional<PassphraseParameters> passphrase_parameters_of(ByteView stored);

/// A passphrase through Argon2id (crypto contract 8.2). Its bytes count as they are.
class PassphraseSeal final : public Seal {
 public:
  static constexpr std::size_t kShortest = 14;  ///< Bytes of a new one.
  /// The least that a new slot costs.
  static constexpr crypto::Argon2Cost kFloor{.passes = 3, .memory_kib = 64 * 1024, .lanes = 4};

  /// Asked for when it is needed. Its error is passed on.
  using Ask = std::function<Result<crypto::SecretBytes>()>;
  explicit PassphraseSeal(Ask ask) : ask_(std::move(ask)) {}
  explicit PassphraseSeal(crypto::SecretBytes passphrase) : passphrase_(std::move(passphrase)) {}

  SealType type() const override { return SealType::Passphrase; }
  std::string description() const override { return "the passphrase"; }
  /// Costs about a second here: memory is doubled from the floor until it does. InvalidSetting:
  /// the passphrase is too short.
  Result<NewSlot> new_slot(const SlotName& name) override;
  Result<crypto::LockedKey> slot_secret(const SlotName& name, ByteView parameters) override;

 private:
  Result<ByteView> passphrase();

  Ask ask_;
  std::optional<crypto::SecretBytes> passphrase_;
};

}  // namespace strongroom::keyring
