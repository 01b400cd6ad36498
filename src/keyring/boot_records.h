#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "keyring/deployment_id.h"
#include "keyring/seal_slot.h"
#include "store/store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace strongroom::keyring {

/// The readable records of a store (docs/formats/boot-records.md), as they lie in it.
struct BootRecords {
  std::optional<store::Entry> marker;
  std::vector<store::Entry> slots;
  std::optional<store::Entry> current_keyring;
  std::optional<store::Entry> previous_keyring;
};

Result<BootRecords> read_boot_records(store::Store& raw);

// Their keys.
Bytes marker_key();
Bytes current_keyring_key();
Bytes previous_keyring_key();
Bytes slot_key(std::uint32_t id);

std::string marker_of(const DeploymentId& deployment);
/// InvalidSetting: there is no marker, it is damaged, or of another format.
Result<DeploymentId> deployment_of(const BootRecords& records);

/// The slots of this installation that can be read, those of the newest root key first.
std::vector<SealSlot> slots_of(const BootRecords& records, const DeploymentId& deployment);

}  // namespace strongroom::keyring
