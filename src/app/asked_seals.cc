#include "app/asked_seals.h"

#include "app/seal_settings.h"
#include "keyring/rekey.h"
#include "store/sqlite/sqlite_store.h"

#include <fmt/format.h>

#include <cstdio>
#include <utility>

namespace strongroom::app {
namespace {

using keyring::ShamirSeal;

Result<std::unique_ptr<keyring::Seal>> gathered(const DataFolder& folder,
                                                const SecretPrompt& prompt) {
  SR_TRY(const auto raw, store::SqliteStore::open({.file = folder.database()}));
  SR_TRY(const keyring::SealStatus status, keyring::seal_status(*raw));
  raw->close();
  auto seal = std::make_unique<ShamirSeal>();
  ShamirSeal::Progress progress;
  do {
    SR_TRY(const crypto::SecretBytes share, prompt.ask(fmt::format("Share {}", progress.have + 1)));
    SR_TRY(progress, seal->offer(text_of(share.reveal()), status.slots));
    fmt::print(stderr, "{} of {} shares.\n", progress.have, progress.need);
  } while (!progress.complete());
  return seal;
}

}  // namespace

Result<AskedSeals> AskedSeals::of_store(const Settings& settings, const DataFolder& folder,
                                        const SecretPrompt& prompt) {
  AskedSeals asked;
  const Asked wanted = asked_by(settings.seal, true);
  if (wanted == Asked::Shares) {
    SR_TRY(auto shares, gathered(folder, prompt));
    asked.seals_.push_back(std::move(shares));
    return asked;
  }
  SealGivens givens;
  if (wanted == Asked::Passphrase) givens.passphrase = [&] { return prompt.ask("Passphrase"); };
  SR_TRY(auto seal, make_seal(settings.seal, std::move(givens)));
  asked.seals_.push_back(std::move(seal));
  return asked;
}

Result<AskedSeals> AskedSeals::of_new_store(const Settings& settings, const SecretPrompt& prompt,
                                            std::optional<ShamirSeal::Numbers> shares) {
  SealGivens givens{.passphrase = {}, .shares = shares};
  if (asked_by(settings.seal, true) == Asked::Passphrase) {
    givens.passphrase = [&] { return prompt.ask_new("New passphrase"); };
  }
  AskedSeals asked;
  SR_TRY(auto first, make_seal(settings.seal, std::move(givens)));
  asked.seals_.push_back(std::move(first));
  if (shares && asked.seals_.front()->type() != keyring::SealType::Shamir) {
    asked.seals_.push_back(std::make_unique<ShamirSeal>(*shares));
  }
  asked.made_shares_ = dynamic_cast<const ShamirSeal*>(asked.seals_.back().get());
  return asked;
}

Result<std::unique_ptr<OpenStore>> AskedSeals::open(const Settings& settings,
                                                    const DataFolder& folder) const {
  std::vector<keyring::Seal*> borrowed;
  for (const auto& seal : seals_) borrowed.push_back(seal.get());
  return OpenStore::open(settings, folder, borrowed);
}

std::vector<crypto::SecretBytes> AskedSeals::shares() const {
  if (made_shares_ == nullptr) return {};
  return made_shares_->texts();
}

Result<bool> holds_initialised_store(const DataFolder& folder) {
  SR_CHECK(folder.check_store_is_not_lost());
  if (!folder.holds_store()) return false;
  SR_TRY(const auto raw, store::SqliteStore::open({.file = folder.database()}));
  SR_TRY(const bool initialised, keyring::is_initialised(*raw));
  raw->close();
  return initialised;
}

}  // namespace strongroom::app
