#include "keyring/passphrase_seal.h"

#include "crypto/random.h"
#include "keyring/byte_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace strongroom::keyring {
namespace {

constexpr std::uint32_t kMostMemory = 2 * 1024 * 1024;  // KiB
constexpr std::uint32_t kMostUsed = 1024 * 1024;        // KiB, by calibration
constexpr std::uint32_t kMostPasses = 64;
constexpr std::uint32_t kMostLanes = 64;
constexpr std::chrono::seconds kAim{1};

std::unexpected<Error> wrong(std::string message) {
  return failure(ErrorCode::InvalidSetting, std::move(message));
}

Result<crypto::LockedKey> derived(ByteView passphrase, const PassphraseParameters& parameters) {
  crypto::LockedKey secret;
  if (!crypto::argon2id({.passphrase = passphrase, .salt = parameters.salt}, parameters.cost,
                        secret.writable())) {
    return wrong(
        fmt::format("the passphrase needs {} MiB of memory for a moment: there is not "
                    "as much",
                    parameters.cost.memory_kib / 1024));
  }
  return secret;
}

}  // namespace

Bytes parameters_of(const PassphraseParameters& parameters) {
  Bytes stored;
  append_number(stored, parameters.cost.passes);
  append_number(stored, parameters.cost.memory_kib);
  append_number(stored, parameters.cost.lanes);
  append(stored, parameters.salt);
  return stored;
}

std::optional<PassphraseParameters> passphrase_parameters_of(ByteView stored) {
  ByteReader reader(stored);
  PassphraseParameters parameters;
  crypto::Argon2Cost& cost = parameters.cost;
  cost.passes = reader.number<std::uint32_t>();
  cost.memory_kib = reader.number<std::uint32_t>();
  cost.lanes = reader.number<std::uint32_t>();
  const ByteView salt = reader.take(parameters.salt.size());
  const bool bearable = cost.passes >= 1 && cost.passes <= kMostPasses && cost.lanes >= 1 &&
                        cost.lanes <= kMostLanes && cost.memory_kib <= kMostMemory;
  if (!reader.complete() || !bearable) return std::nullopt;
  std::ranges::copy(salt, parameters.salt.begin());
  return parameters;
}

Result<ByteView> PassphraseSeal::passphrase() {
  if (!passphrase_) {
    SR_TRY(passphrase_, ask_());
  }
  return passphrase_->reveal();
}

Result<Seal::NewSlot> PassphraseSeal::new_slot(const SlotName&) {
  SR_TRY(const ByteView text, passphrase());
  if (text.size() < kShortest) {
    return wrong(
        fmt::format("the passphrase is too short: take at least {} characters, or better "
                    "six random words",
                    kShortest));
  }
  PassphraseParameters parameters{.cost = kFloor, .salt = {}};
  while (true) {
    crypto::random_bytes(parameters.salt);
    const auto begun = std::chrono::steady_clock::now();
    SR_TRY(crypto::LockedKey secret, derived(text, parameters));
    const auto taken = std::chrono::steady_clock::now() - begun;
    if (taken * 2 > kAim || parameters.cost.memory_kib * 2 > kMostUsed) {
      return NewSlot{.secret = std::move(secret), .parameters = parameters_of(parameters)};
    }
    parameters.cost.memory_kib *= 2;
  }
}

Result<crypto::LockedKey> PassphraseSeal::slot_secret(const SlotName&, ByteView stored) {
  const auto parameters = passphrase_parameters_of(stored);
  if (!parameters) {
    return wrong("the slot of the passphrase is damaged: use another slot or restore a backup");
  }
  SR_TRY(const ByteView text, passphrase());
  return derived(text, *parameters);
}

}  // namespace strongroom::keyring
