#include "keyring/boot.h"

#include "base/encoding.h"
#include "base/log.h"
#include "base/sync_wait.h"
#include "crypto/random.h"
#include "keyring/boot_records.h"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace strongroom::keyring {
namespace {

constexpr std::uint32_t kFirstGeneration = 1;

std::unexpected<Error> refused(std::string message) {
  return failure(ErrorCode::InvalidSetting, std::move(message));
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

Result<OpenedSlot> open_slot(const SealSlot& slot, Seal& seal) {
  SR_TRY(const crypto::LockedKey secret,
         seal.slot_secret({.deployment = slot.deployment, .id = slot.id}, slot.parameters));
  auto root_key = open_root_key(slot, secret.reveal());
  if (root_key) return OpenedSlot{*std::move(root_key), slot.root_generation};
  return refused(
      root_key.error() == SlotFailure::WrongSecret
          ? fmt::format("{} does not open this store: it is the key of another one",
                        seal.description())
          : fmt::format("seal slot {} is damaged: use another slot or restore a backup", slot.id));
}

/// Why there is no slot to try.
std::string no_slot(const BootRecords& records, const DeploymentId& deployment, const Seal& seal) {
  for (const store::Entry& entry : records.slots) {
    const auto slot = seal_slot_of(text_of(entry.value));
    if (!slot) {
      return "a seal slot of the store is damaged: use another slot or restore a backup";
    }
    if (slot->type != seal.type() || slot->deployment == deployment) continue;
    return fmt::format("seal slot {} is of another installation ({}, not {})", slot->id,
                       hex_of(slot->deployment), hex_of(deployment));
  }
  return fmt::format("the store has no seal slot for {}", seal.description());
}

/// Tries the slots of the seal's type one after the other, those of the newest root key first.
Result<OpenedSlot> open_slots(const BootRecords& records, const DeploymentId& deployment,
                              Seal& seal) {
  std::optional<Error> problem;
  for (const SealSlot& slot : slots_of(records, deployment)) {
    if (slot.type != seal.type()) continue;
    auto opened = open_slot(slot, seal);
    if (opened) return opened;
    problem = std::move(opened).error();
  }
  if (problem) return std::unexpected(*std::move(problem));
  return refused(no_slot(records, deployment, seal));
}

/// Current copy first, then the previous one. While the root key is being changed (rekey.h) they
/// are under two of them.
Result<Keyring> open_copies(const BootRecords& records, const OpenedSlot& slot,
                            const DeploymentId& deployment) {
  bool damaged = false;
  bool other_generation = false;
  for (const auto* copy : {&records.current_keyring, &records.previous_keyring}) {
    const auto generation = *copy ? root_generation_of((*copy)->value) : invalid_ciphertext();
    if (generation && *generation != slot.root_generation) {
      other_generation = true;
      continue;
    }
    auto keyring = generation ? open_keyring((*copy)->value, slot.root_key.reveal(), deployment)
                              : invalid_ciphertext();
    if (!keyring) {
      damaged = true;
      continue;
    }
    if (damaged) {
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

store::Transaction first_commit(const DeploymentId& deployment, const std::vector<SealSlot>& slots,
                                const Keyring& keyring, ByteView root_key) {
  const auto put = [](Bytes key, ByteView value) {
    return store::Write{.key = std::move(key), .value = copy_of(value)};
  };
  store::Transaction transaction;
  transaction.expects.push_back({.key = marker_key(), .revision = 0});
  transaction.writes = {
      put(marker_key(), bytes_of(marker_of(deployment))),
      put(current_keyring_key(), seal_keyring(keyring, kFirstGeneration, root_key, deployment)),
      put(previous_keyring_key(), seal_keyring(keyring, kFirstGeneration, root_key, deployment)),
  };
  for (const SealSlot& slot : slots) {
    transaction.writes.push_back(put(slot_key(slot.id), bytes_of(json_of(slot))));
  }
  return transaction;
}

}  // namespace

Result<bool> is_initialised(store::Store& raw) {
  SR_TRY(const BootRecords records, read_boot_records(raw));
  return records.marker.has_value();
}

Result<SealSlot> new_slot(Seal& seal, const SlotName& name, std::uint32_t root_generation,
                          ByteView root_key) {
  SR_TRY(Seal::NewSlot made, seal.new_slot(name));
  return seal_root_key({.deployment = name.deployment,
                        .root_generation = root_generation,
                        .id = name.id,
                        .type = seal.type(),
                        .parameters = std::move(made.parameters)},
                       made.secret.reveal(), root_key);
}

Result<OpenedKeyring> initialise(store::Store& raw, std::span<Seal* const> seals,
                                 const Clock& clock) {
  SR_TRY(const bool empty, is_empty(raw));
  if (!empty) return refused("the store holds records but no format marker: restore a backup");
  DeploymentId deployment;
  crypto::random_bytes(deployment);
  const crypto::LockedKey root_key = crypto::LockedKey::random();
  std::vector<SealSlot> slots;
  for (Seal* const seal : seals) {
    const SlotName name{.deployment = deployment,
                        .id = static_cast<std::uint32_t>(slots.size() + 1)};
    SR_TRY(SealSlot slot, new_slot(*seal, name, kFirstGeneration, root_key.reveal()));
    slots.push_back(std::move(slot));
  }
  const auto committed = sync_wait(
      raw.commit(first_commit(deployment, slots, Keyring::create(clock.now()), root_key.reveal())));
  if (!committed && committed.error().code() == ErrorCode::Conflict) {
    return refused("the store was initialised by another process at the same time");
  }
  if (!committed) return std::unexpected(committed.error());
  for (Seal* const seal : seals.subspan(1)) SR_CHECK(unseal(raw, *seal));
  return unseal(raw, *seals.front());
}

Result<OpenedKeyring> unseal(store::Store& raw, Seal& seal) {
  SR_TRY(const BootRecords records, read_boot_records(raw));
  SR_TRY(const DeploymentId deployment, deployment_of(records));
  SR_TRY(const OpenedSlot slot, open_slots(records, deployment, seal));
  SR_TRY(Keyring keyring, open_copies(records, slot, deployment));
  return OpenedKeyring{.deployment = deployment,
                       .keyring = std::move(keyring),
                       .root_generation = slot.root_generation};
}

}  // namespace strongroom::keyring
