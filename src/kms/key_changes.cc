#include "kms/key_changes.h"

#include "keyring/tables.h"
#include "kms/key_material.h"
#include "kms/key_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace strongroom::kms {
namespace {

template <class T>
std::string partition_of(const T& thing) {
  return fmt::format("{}/{}", thing.account, thing.region);
}

}  // namespace

void give_material(const keyring::Keyring& keyring, Key& key) {
  key.generations.push_back({.wrapped = new_wrapped_material(keyring, key), .since = key.created});
}

void rotate(const keyring::Keyring& keyring, Key& key, RotationType type, Timestamp now) {
  key.generations.push_back(
      {.wrapped = new_wrapped_material(keyring, key), .since = now, .type = type});
}

void rotate_to_pending(Key& key, Timestamp now) {
  Generation& current = key.generations.emplace_back(*std::move(key.pending));
  key.pending.reset();
  current.since = now;
  current.type = RotationType::OnDemand;
}

void schedule_next_rotation(Key& key, Timestamp now) {
  key.rotation->next += key.rotation->period;
  if (key.rotation->next <= now) key.rotation->next = now + key.rotation->period;
}

std::size_t on_demand_rotations(const Key& key) {
  return static_cast<std::size_t>(
      std::ranges::count(key.generations, RotationType::OnDemand, &Generation::type));
}

void schedule_deletion(Key& key, std::chrono::days window, Timestamp now) {
  key.state = KeyState::PendingDeletion;
  key.deletion = now + window;
  key.deletion_window = {};
}

Bytes last_use_key(const keyring::KeySpace& keys, const Key& of) {
  return keys.key(keyring::Table::KmsLastUses, {partition_of(of), of.id});
}

Bytes tracking_start_key(const keyring::KeySpace& keys) {
  return keys.key(keyring::Table::KmsLastUses, {"tracking"});
}

Bytes KeyChange::key_of(const Key& key) const {
  return keys_.key(keyring::Table::KmsKeys, {partition_of(key), key.id});
}
Bytes KeyChange::key_of(const Alias& alias) const {
  return keys_.key(keyring::Table::KmsAliases, {partition_of(alias), alias.name});
}
Bytes KeyChange::key_of(const Grant& grant) const {
  return keys_.key(keyring::Table::KmsGrants, {partition_of(grant), grant.key_id, grant.id});
}

void KeyChange::expect(Bytes key, store::Revision revision) {
  transaction_.expects.push_back({.key = std::move(key), .revision = revision});
}
void KeyChange::write(Bytes key, std::optional<Bytes> record) {
  transaction_.writes.push_back({.key = std::move(key), .value = std::move(record)});
}

KeyChange& KeyChange::create(const Key& key) {
  expect(key_of(key), 0);
  write(key_of(key), encode(key));
  return *this;
}
KeyChange& KeyChange::replace(const Key& seen, const Key& changed) {
  expect(key_of(seen), seen.revision);
  write(key_of(seen), encode(changed));
  return *this;
}
KeyChange& KeyChange::replace_shared(const Key& seen, const Key& changed,
                                     std::span<const KeyPtr> others) {
  replace(seen, changed);
  for (const KeyPtr& other : others) {
    Key follower = *other;
    follower.rotation = changed.rotation;
    follower.primary_region = changed.primary_region;
    // Imported material comes to each Region by itself.
    if (!changed.external()) follower.generations = changed.generations;
    replace(*other, follower);
  }
  return *this;
}
KeyChange& KeyChange::rely_on(const Key& seen) {
  expect(key_of(seen), seen.revision);
  return *this;
}
KeyChange& KeyChange::create(const Alias& alias) {
  expect(key_of(alias), 0);
  write(key_of(alias), encode(alias));
  return *this;
}
KeyChange& KeyChange::replace(const Alias& seen, const Alias& changed) {
  expect(key_of(seen), seen.revision);
  write(key_of(seen), encode(changed));
  return *this;
}
KeyChange& KeyChange::erase(const Alias& seen) {
  expect(key_of(seen), seen.revision);
  write(key_of(seen), std::nullopt);
  return *this;
}
KeyChange& KeyChange::create(const Grant& grant) {
  expect(key_of(grant), 0);
  write(key_of(grant), encode(grant));
  return *this;
}
KeyChange& KeyChange::erase(const Grant& seen) {
  expect(key_of(seen), seen.revision);
  write(key_of(seen), std::nullopt);
  return *this;
}
KeyChange& KeyChange::note_use(const Key& of, store::Revision seen, const LastUse& use) {
  rely_on(of);  // a key that is destroyed meanwhile must not leave its use behind
  expect(last_use_key(keys_, of), seen);
  write(last_use_key(keys_, of), encode(use));
  return *this;
}
KeyChange& KeyChange::erase(const Key& seen, std::span<const AliasPtr> aliases,
                            std::span<const GrantPtr> grants) {
  expect(key_of(seen), seen.revision);
  write(key_of(seen), std::nullopt);
  write(last_use_key(keys_, seen), std::nullopt);
  for (const AliasPtr& alias : aliases) erase(*alias);
  for (const GrantPtr& grant : grants) erase(*grant);
  return *this;
}

}  // namespace strongroom::kms
