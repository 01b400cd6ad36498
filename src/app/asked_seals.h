#pragma once

#include "app/data_folder.h"
#include "app/open_store.h"
#include "app/secret_prompt.h"
#include "app/settings.h"
#include "base/result.h"
#include "keyring/seal.h"
#include "keyring/shamir_seal.h"

#include <memory>
#include <optional>
#include <vector>

namespace strongroom::app {

/// Seals of a command that works without a server, and so asks people itself.
class AskedSeals {
 public:
  /// For a store that is there: asks for the passphrase when it is needed, or at once for shares.
  static Result<AskedSeals> of_store(const Settings& settings, const DataFolder& folder,
                                     const SecretPrompt& prompt);
  /// For a store to be made: the seal of the settings, and shares for recovery beside it when
  /// `shares` are wanted and it is not itself of shares.
  static Result<AskedSeals> of_new_store(const Settings& settings, const SecretPrompt& prompt,
                                         std::optional<keyring::ShamirSeal::Numbers> shares);

  /// The store, open by the first seal, or made with a slot for each.
  Result<std::unique_ptr<OpenStore>> open(const Settings& settings, const DataFolder& folder) const;
  /// Those that a new store has; empty for a store that was there.
  std::vector<crypto::SecretBytes> shares() const;

 private:
  std::vector<std::unique_ptr<keyring::Seal>> seals_;
  const keyring::ShamirSeal* made_shares_ = nullptr;  // one of the seals
};

/// False also for the files of a store that was never finished.
Result<bool> holds_initialised_store(const DataFolder& folder);

}  // namespace strongroom::app
