#include "keyring/boot_records.h"

#include "base/encoding.h"
#include "keyring/byte_format.h"
#include "keyring/json_fields.h"
#include "keyring/tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace strongroom::keyring {
namespace {

constexpr std::uint32_t kFormatVersion = 1;
constexpr std::byte kSlotMark{'s'};

// Keys of the boot table: its byte, then what the record is.
Bytes boot_key(char mark) {
  return {static_cast<std::byte>(Table::Boot), static_cast<std::byte>(mark)};
}

std::unexpected<Error> refused(std::string message) {
  return failure(ErrorCode::InvalidSetting, std::move(message));
}

}  // namespace

Bytes marker_key() { return boot_key('m'); }
Bytes current_keyring_key() { return boot_key('k'); }
Bytes previous_keyring_key() { return boot_key('p'); }
Bytes slot_key(std::uint32_t id) {
  Bytes key = boot_key(static_cast<char>(kSlotMark));
  append_number(key, id);
  return key;
}

Result<BootRecords> read_boot_records(store::Store& raw) {
  BootRecords records;
  const std::array table{static_cast<std::byte>(Table::Boot)};
  const auto keep = [&](const store::Entry& entry) -> Result<void> {
    if (entry.key == marker_key()) records.marker = entry;
    if (entry.key == current_keyring_key()) records.current_keyring = entry;
    if (entry.key == previous_keyring_key()) records.previous_keyring = entry;
    if (entry.key.size() > 2 && entry.key[1] == kSlotMark) records.slots.push_back(entry);
    return {};
  };
  SR_CHECK(raw.load(store::range_of_prefix(table), keep));
  return records;
}

std::string marker_of(const DeploymentId& deployment) {
  return fmt::format(R"({{"format":{},"deployment":"{}"}})", kFormatVersion, hex_of(deployment));
}

Result<DeploymentId> deployment_of(const BootRecords& records) {
  if (!records.marker) return refused("the store has no format marker: it is not initialised");
  const auto fields = JsonFields::parse(text_of(records.marker->value));
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

std::vector<SealSlot> slots_of(const BootRecords& records, const DeploymentId& deployment) {
  std::vector<SealSlot> slots;
  for (const store::Entry& entry : records.slots) {
    auto slot = seal_slot_of(text_of(entry.value));
    if (slot && slot->deployment == deployment) slots.push_back(*std::move(slot));
  }
  std::ranges::sort(slots, [](const SealSlot& a, const SealSlot& b) {
    return std::tuple(b.root_generation, a.id) < std::tuple(a.root_generation, b.id);
  });
  return slots;
}

}  // namespace strongroom::keyring
