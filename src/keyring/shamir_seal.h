#pragma once

#include "keyring/seal.h"
#include "keyring/seal_slot.h"
#include "keyring/share.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace strongroom::keyring {

/// What the slot of a Shamir seal keeps beside the wrapped root key: what tells a share of this set
/// from another, before any key is tried. A digest tells nothing of a share: it is random.
struct ShareSet {
  std::uint32_t id = 0;
  std::uint8_t threshold = 0;
  std::vector<std::array<std::byte, 32>> digests;  ///< Of share 1, 2 ...
};
Bytes parameters_of(const ShareSet& set);
std::optional<ShareSet> share_set_of(ByteView parameters);

/// A slot secret in the hands of several people: `threshold` of `count` shares give it (crypto
/// contract 8.2). Shares come one at a time, and are held in locked memory until they are enough.
/// One thread at a time.
class ShamirSeal final : public Seal {
 public:
  struct Numbers {
    std::uint8_t threshold = 0;
    std::uint8_t count = 0;
  };
  /// InvalidSetting unless 2 <= threshold <= count.
  static Result<Numbers> checked(unsigned threshold, unsigned count);

  /// Opens with the shares that are offered.
  ShamirSeal() = default;
  /// Makes slots, each with a new set of shares.
  explicit ShamirSeal(Numbers numbers) : numbers_(numbers) {}

  /// How far one set is.
  struct Progress {
    unsigned have = 0;
    unsigned need = 0;
    bool complete() const { return have >= need; }
  };
  /// Takes a share as its holder typed it. InvalidInput, and nothing changes: it is none, mistyped,
  /// of another installation or of a set that has no slot here any more, or it is there already.
  Result<Progress> offer(std::string_view text, std::span<const SealSlot> slots);
  /// Of the set that is nearest to its threshold; zero of nothing when no share is there.
  Progress progress() const;
  void forget() { shares_.clear(); }

  /// The shares that `new_slot` has made, for their holders.
  std::vector<crypto::SecretBytes> texts() const;

  SealType type() const override { return SealType::Shamir; }
  std::string description() const override { return "the shares"; }
  Result<NewSlot> new_slot(const SlotName& name) override;
  Result<crypto::LockedKey> slot_secret(const SlotName& name, ByteView parameters) override;

 private:
  Progress progress_of(const Share& share) const;

  Numbers numbers_;
  std::vector<Share> shares_;
};

}  // namespace strongroom::keyring
