#include "keyring/rekey.h"

#include "base/sync_wait.h"
#include "crypto/locked_memory.h"
#include "keyring/boot_records.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace strongroom::keyring {
namespace {

std::unexpected<Error> refused(std::string message) {
  return failure(ErrorCode::InvalidSetting, std::move(message));
}

/// A commit that rests on the boot records being as they were read.
store::Transaction change_of(const BootRecords& records) {
  store::Transaction change;
  for (const auto* entry : {&records.marker, &records.current_keyring, &records.previous_keyring}) {
    if (*entry) change.expects.push_back({.key = (*entry)->key, .revision = (*entry)->revision});
  }
  return change;
}

/// Slots that don't parse are kept: nothing is known of them.
void erase_slots(store::Transaction& change, const BootRecords& records, const auto& unwanted) {
  for (const store::Entry& entry : records.slots) {
    const auto slot = seal_slot_of(text_of(entry.value));
    if (slot && unwanted(*slot)) {
      change.writes.push_back({.key = entry.key, .value = std::nullopt});
    }
  }
}

/// The copy of the keyring that is under this root key. Both are while nothing is unfinished.
Result<Bytes> copy_under(const BootRecords& records, std::uint32_t generation) {
  for (const auto* copy : {&records.current_keyring, &records.previous_keyring}) {
    const auto found = *copy ? root_generation_of((*copy)->value) : invalid_ciphertext();
    if (found && *found == generation) return (*copy)->value;
  }
  return refused("no copy of the keyring is under the root key that opened it: restore a backup");
}

Result<void> commit(store::Store& raw, store::Transaction change) {
  const auto committed = sync_wait(raw.commit(std::move(change)));
  if (committed) return {};
  if (committed.error().code() != ErrorCode::Conflict) return std::unexpected(committed.error());
  return refused("the root key is being changed by somebody else");
}

struct Newest {
  std::uint32_t generation = 0;
  std::uint32_t id = 0;
};

/// Of all slots and copies of the keyring, so that no number is used twice.
Newest newest_of(const BootRecords& records, const std::vector<SealSlot>& slots) {
  Newest newest;
  for (const SealSlot& slot : slots) {
    newest.generation = std::max(newest.generation, slot.root_generation);
    newest.id = std::max(newest.id, slot.id);
  }
  for (const auto* copy : {&records.current_keyring, &records.previous_keyring}) {
    if (!*copy) continue;
    newest.generation = std::max(newest.generation, root_generation_of((*copy)->value).value_or(0));
  }
  return newest;
}

/// Drops the slots of every other root key, and puts both copies of the keyring under this one.
Result<void> keep_only(store::Store& raw, std::uint32_t generation) {
  SR_TRY(const BootRecords records, read_boot_records(raw));
  SR_TRY(const Bytes copy, copy_under(records, generation));
  store::Transaction change = change_of(records);
  erase_slots(change, records,
              [&](const SealSlot& slot) { return slot.root_generation != generation; });
  change.writes.push_back({.key = current_keyring_key(), .value = copy});
  change.writes.push_back({.key = previous_keyring_key(), .value = copy});
  return commit(raw, std::move(change));
}

Result<void> open_by_each(store::Store& raw, std::span<Seal* const> seals,
                          std::uint32_t generation) {
  for (Seal* const seal : seals) {
    SR_TRY(const OpenedKeyring again, unseal(raw, *seal));
    if (again.root_generation != generation) {
      return refused("the new seal slot of " + seal->description() + " does not open");
    }
  }
  return {};
}

}  // namespace

Result<std::uint32_t> begin_rekey(store::Store& raw, const OpenedKeyring& opened,
                                  std::span<Seal* const> seals) {
  SR_TRY(const BootRecords records, read_boot_records(raw));
  SR_TRY(Bytes old_copy, copy_under(records, opened.root_generation));
  const Newest newest = newest_of(records, slots_of(records, opened.deployment));
  const std::uint32_t generation = newest.generation + 1;
  const crypto::LockedKey root_key = crypto::LockedKey::random();

  store::Transaction change = change_of(records);
  erase_slots(change, records,
              [&](const SealSlot& slot) { return slot.root_generation != opened.root_generation; });
  std::uint32_t id = newest.id;
  for (Seal* const seal : seals) {
    const SlotName name{.deployment = opened.deployment, .id = ++id};
    SR_TRY(const SealSlot slot, new_slot(*seal, name, generation, root_key.reveal()));
    change.writes.push_back({.key = slot_key(id), .value = copy_of(bytes_of(json_of(slot)))});
  }
  change.writes.push_back(
      {.key = current_keyring_key(),
       .value = seal_keyring(opened.keyring, generation, root_key.reveal(), opened.deployment)});
  change.writes.push_back({.key = previous_keyring_key(), .value = std::move(old_copy)});
  SR_CHECK(commit(raw, std::move(change)));

  if (auto opens = open_by_each(raw, seals, generation); !opens) {
    SR_CHECK(keep_only(raw, opened.root_generation));
    return std::unexpected(std::move(opens).error());
  }
  return generation;
}

Result<void> finish_rekey(store::Store& raw, OpenedKeyring& opened, std::uint32_t generation) {
  SR_TRY(const BootRecords records, read_boot_records(raw));
  const auto slots = slots_of(records, opened.deployment);
  if (std::ranges::find(slots, generation, &SealSlot::root_generation) == slots.end()) {
    return refused("no change of the root key has begun");
  }
  SR_CHECK(keep_only(raw, generation));
  opened.root_generation = generation;
  return {};
}

Result<SealStatus> seal_status(store::Store& raw) {
  SR_TRY(const BootRecords records, read_boot_records(raw));
  SR_TRY(const DeploymentId deployment, deployment_of(records));
  SealStatus status{.slots = slots_of(records, deployment)};
  status.unfinished = !status.slots.empty() &&
                      status.slots.front().root_generation != status.slots.back().root_generation;
  return status;
}

}  // namespace strongroom::keyring
