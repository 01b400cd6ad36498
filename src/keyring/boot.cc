#include "keyring/boot.h"

#include "base/encoding.h"
#include "base/log.h"
#include "base/sync_wait.h"
#include "crypto/random.h"
#include "keyring/byte_format.h"
#include "keyring/json_fields.h"
#include "keyring/seal_slot.h"
#include "keyring/tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strongroom::keyring {
namespace {

constexpr std::uint32_t kFormatVersion = 1;
constexpr std::uint32_t kFirstSlot = 1;
constexpr std::byte kSlotMark{'s'};

// Keys of the boot table: its byte, then what the record is.
Bytes boot_key(char mark) {
  return {static_cast<std::byte>(Table::Boot), static_cast<std::byte>(mark)};
}
Bytes marker_key() { return boot_key('m'); }
Bytes current_keyring_key() { return boot_key('k'); }
Bytes previous_keyring_key() { return boot_key('p'); }
Bytes slot_key(std::uint32_t id) {
  Bytes key = boot_key(static_cast<char>(kSlotMark));
  append_number(key, id);
  return key;
}

std::unexpected<Error> refused(std::string message) {
  return failure(ErrorCode::InvalidSetting, std::move(message));
}

std::string marker_of(const DeploymentId& deployment) {
  return fmt::format(R"({{"format":{},"deployment":"{}"}})", kFormatVersion, hex_of(deployment));
}

Result<DeploymentId> deployment_of(ByteView marker) {
  const auto fields = JsonFields::parse(text_of(marker));
  const auto version = fields ? fields->number("format") : std::nullopt;
  if (version && *version != kFormatVersion) {
    return refused(fmt::format(
        "the store has format {}, this program reads format {}: use the version that wrote it",
        *version, kFormatVersion));
  }
  DeploymentId deployment;
  if (!version || !fields->fill("deployment", deployment)) {
    return refused("the store's format marker is damaged: restore a backup");
  }
  return deployment;
}

/// The boot records as they lie in the store.
struct BootRecords {
  std::optional<Bytes> marker;
  std::vector<Bytes> slots;
  std::optional<Bytes> current_keyring;
  std::optional<Bytes> previous_keyring;
};

Result<BootRecords> read_boot_records(store::Store& raw) {
  BootRecords records;
  const std::array table{static_cast<std::byte>(Table::Boot)};
  const auto keep = [&](const store::Entry& entry) -> Result<void> {
    if (entry.key == marker_key()) records.marker = entry.value;
    if (entry.key == current_keyring_key()) records.current_keyring = entry.value;
    if (entry.key == previous_keyring_key()) records.previous_keyring = entry.value;
    if (entry.key.size() > 2 && entry.key[1] == kSlotMark) records.slots.push_back(entry.value);
    return {};
  };
  SR_CHECK(raw.load(store::range_of_prefix(table), keep));
  return records;
}

Result<bool> is_empty(store::Store& raw) {
  SR_TRY(const std::vector<store::Entry> first, sync_wait(raw.scan(store::KeyRange{}, 1)));
  return first.empty();
}

/// The root key, and the generation that the slot claims for it.
struct OpenedSlot {
  crypto::LockedKey root_key;
  std::uint32_t root_generation;
};

/// Tries the slots of the seal's type one after the other.
Result<OpenedSlot> open_slots(const std::vector<Bytes>& slots, const DeploymentId& deployment,
                              Seal& seal) {
  std::string problem = fmt::format("the store has no seal slot for {}", seal.description());
  for (const Bytes& stored : slots) {
    const auto slot = seal_slot_of(text_of(stored));
    if (!slot) {
      problem = "a seal slot of the store is damaged: use another slot or restore a backup";
      continue;
    }
    if (slot->type != seal.type()) continue;
    if (slot->deployment != deployment) {
      problem = fmt::format("seal slot {} is of another installation ({}, not {})", slot->id,
                            hex_of(slot->deployment), hex_of(deployment));
      continue;
    }
    SR_TRY(const crypto::LockedKey secret, seal.slot_secret(slot->parameters));
    auto root_key = open_root_key(*slot, secret.reveal());
    if (root_key) return OpenedSlot{*std::move(root_key), slot->root_generation};
    problem = root_key.error() == SlotFailure::WrongSecret
                  ? fmt::format("{} does not open this store: it is the key of another one",
                                seal.description())
                  : fmt::format("seal slot {} is damaged: use another slot or restore a backup",
                                slot->id);
  }
  return refused(std::move(problem));
}

/// Current copy first, then the previous one.
Result<Keyring> open_copies(const BootRecords& records, const OpenedSlot& slot,
                            const DeploymentId& deployment) {
  bool other_generation = false;
  for (const auto* copy : {&records.current_keyring, &records.previous_keyring}) {
    const auto generation = *copy ? root_generation_of(**copy) : invalid_ciphertext();
    if (generation && *generation != slot.root_generation) other_generation = true;
    if (!generation || *generation != slot.root_generation) continue;
    auto keyring = open_keyring(**copy, slot.root_key.reveal(), deployment);
    if (!keyring) continue;
    if (copy == &records.previous_keyring) {
      log::warning("the current copy of the keyring is damaged; the previous one is used");
    }
    return keyring;
  }
  if (other_generation) {
    return refused(fmt::format(
        "the seal slot holds generation {} of the root key, the keyring is under another one: "
        "restore both from the same backup",
        slot.root_generation));
  }
  return refused("both copies of the keyring are damaged: restore a backup");
}

store::Transaction first_commit(const DeploymentId& deployment, const SealSlot& slot,
                                const Keyring& keyring, ByteView root_key) {
  const auto put = [](Bytes key, ByteView value) {
    return store::Write{.key = std::move(key), .value = copy_of(value)};
  };
  store::Transaction transaction;
  transaction.expects.push_back({.key = marker_key(), .revision = 0});
  transaction.writes = {
      put(marker_key(), bytes_of(marker_of(deployment))),
      put(slot_key(slot.id), bytes_of(json_of(slot))),
      put(current_keyring_key(), seal_keyring(keyring, root_key, deployment)),
      put(previous_keyring_key(), seal_keyring(keyring, root_key, deployment)),
  };
  return transaction;
}

}  // namespace

Result<bool> is_initialised(store::Store& raw) {
  SR_TRY(const BootRecords records, read_boot_records(raw));
  return records.marker.has_value();
}

Result<OpenedKeyring> initialise(store::Store& raw, Seal& seal, const Clock& clock) {
  SR_TRY(const bool empty, is_empty(raw));
  if (!empty) return refused("the store holds records but no format marker: restore a backup");
  SR_TRY(Seal::NewSlot made, seal.new_slot());
  DeploymentId deployment;
  crypto::random_bytes(deployment);
  const Keyring keyring = Keyring::create(clock.now());
  const crypto::LockedKey root_key = crypto::LockedKey::random();
  const SealSlot slot = seal_root_key({.deployment = deployment,
                                       .root_generation = keyring.root_generation(),
                                       .id = kFirstSlot,
                                       .type = seal.type(),
                                       .parameters = std::move(made.parameters)},
                                      made.secret.reveal(), root_key.reveal());
  const auto committed =
      sync_wait(raw.commit(first_commit(deployment, slot, keyring, root_key.reveal())));
  if (!committed && committed.error().code() == ErrorCode::Conflict) {
    return refused("the store was initialised by another process at the same time");
  }
  if (!committed) return std::unexpected(committed.error());
  return unseal(raw, seal);
}

Result<OpenedKeyring> unseal(store::Store& raw, Seal& seal) {
  SR_TRY(const BootRecords records, read_boot_records(raw));
  if (!records.marker) return refused("the store has no format marker: it is not initialised");
  SR_TRY(const DeploymentId deployment, deployment_of(*records.marker));
  SR_TRY(const OpenedSlot slot, open_slots(records.slots, deployment, seal));
  SR_TRY(Keyring keyring, open_copies(records, slot, deployment));
  return OpenedKeyring{.deployment = deployment, .keyring = std::move(keyring)};
}

}  // namespace strongroom::keyring
