#include "kms/key_view.h"

#include "base/log.h"
#include "keyring/tables.h"
#include "kms/key_record.h"

#include <algorithm>
#include <iterator>
#include <mutex>

namespace strongroom::kms {
namespace {

bool is_in(ByteView store_key, keyring::Table table) {
  return !store_key.empty() && store_key.front() == static_cast<std::byte>(table);
}

// By creation; the id makes the order the same for those of one millisecond.
constexpr auto in_order = [](const auto& a, const auto& b) {
  return std::tie(a->created, a->id) < std::tie(b->created, b->id);
};

std::string_view region_of(const KeyPtr& key) { return key->region; }

std::pair<std::string, std::string> partition_of(std::string_view account,
                                                 std::string_view region) {
  return {std::string(account), std::string(region)};
}

}  // namespace

KeyView::KeyPlace KeyView::place_of(const Key& key) {
  return {*keyring::key_uuid_of(key.id), key.region};
}

KeyPtr KeyView::key(const keyring::KeyUuid& uuid, std::string_view region) const {
  const auto of_all_regions = keys_.find(uuid);
  if (of_all_regions == keys_.end()) return nullptr;
  const auto found = std::ranges::find(of_all_regions->second, region, &region_of);
  return found == of_all_regions->second.end() ? nullptr : *found;
}

KeyPtr KeyView::find(const keyring::KeyUuid& uuid, std::string_view region) const {
  const std::shared_lock lock(mutex_);
  return key(uuid, region);
}

KeyPtr KeyView::find(std::string_view account, std::string_view region, std::string_view id) const {
  const auto uuid = keyring::key_uuid_of(id);
  KeyPtr found = uuid ? find(*uuid, region) : nullptr;
  const bool it_is = found != nullptr && found->account == account && found->id == id;
  return it_is ? found : nullptr;
}

std::vector<KeyPtr> KeyView::in_other_regions(const Key& of) const {
  std::vector<KeyPtr> others;
  if (!of.multi_region()) return others;
  const std::shared_lock lock(mutex_);
  const auto found = keys_.find(*keyring::key_uuid_of(of.id));
  if (found == keys_.end()) return others;
  std::ranges::copy_if(found->second, std::back_inserter(others),
                       [&](const KeyPtr& other) { return other->region != of.region; });
  return others;
}

AliasPtr KeyView::find_alias(std::string_view account, std::string_view region,
                             std::string_view name) const {
  const std::shared_lock lock(mutex_);
  const auto found = aliases_.find({partition_of(account, region), std::string(name)});
  return found == aliases_.end() ? nullptr : found->second;
}

std::vector<KeyPtr> KeyView::keys_of(std::string_view account, std::string_view region) const {
  std::vector<KeyPtr> keys;
  const std::shared_lock lock(mutex_);
  const auto found = created_.find(partition_of(account, region));
  if (found == created_.end()) return keys;
  keys.reserve(found->second.size());
  for (const auto& [at, place] : found->second) keys.push_back(key(place));
  return keys;
}

std::size_t KeyView::count_of(std::string_view account, std::string_view region) const {
  const std::shared_lock lock(mutex_);
  const auto found = created_.find(partition_of(account, region));
  return found == created_.end() ? 0 : found->second.size();
}

std::vector<AliasPtr> KeyView::aliases_of(std::string_view account, std::string_view region) const {
  std::vector<AliasPtr> aliases;
  {
    const Partition partition = partition_of(account, region);
    const std::shared_lock lock(mutex_);
    for (auto at = aliases_.lower_bound({partition, {}});
         at != aliases_.end() && at->first.first == partition; ++at) {
      aliases.push_back(at->second);
    }
  }
  std::ranges::sort(aliases, [](const AliasPtr& a, const AliasPtr& b) {
    return std::tie(a->created, a->name) < std::tie(b->created, b->name);
  });
  return aliases;
}

std::vector<GrantPtr> KeyView::grants_of(const Key& of) const {
  Grants grants;
  {
    const std::shared_lock lock(mutex_);
    const auto found = grants_.find(place_of(of));
    if (found == grants_.end()) return grants;
    for (const auto& [id, grant] : found->second.by_id) grants.push_back(grant);
  }
  std::ranges::sort(grants, in_order);
  return grants;
}

std::vector<GrantPtr> KeyView::retirable_grants(std::string_view account, std::string_view region,
                                                std::string_view identity) const {
  Grants grants;
  {
    const std::shared_lock lock(mutex_);
    for (const auto& [place, of_key] : grants_) {
      for (const auto& [id, grant] : of_key.by_id) {
        if (grant->account == account && grant->region == region && grant->retiring &&
            grant->retiring->identity == identity) {
          grants.push_back(grant);
        }
      }
    }
  }
  std::ranges::sort(grants, in_order);
  return grants;
}

std::size_t KeyView::count_of_grants(const Key& of) const {
  const std::shared_lock lock(mutex_);
  const auto grants = grants_.find(place_of(of));
  return grants == grants_.end() ? 0 : grants->second.by_id.size();
}

GrantPtr KeyView::find_grant(const Key& of, std::string_view id) const {
  const std::shared_lock lock(mutex_);
  const auto grants = grants_.find(place_of(of));
  if (grants == grants_.end()) return nullptr;
  const auto found = grants->second.by_id.find(id);
  return found == grants->second.by_id.end() ? nullptr : found->second;
}

template <class Visit>
bool KeyView::any_grant(const Key& of, const policy::Caller& caller, const Visit& visit) const {
  if (!of.has_grants) return false;
  const std::shared_lock lock(mutex_);
  const auto grants = grants_.find(place_of(of));
  if (grants == grants_.end()) return false;
  const auto& by_grantee = grants->second.by_grantee;
  const std::string_view identities[] = {caller.unique_id, caller.arn, caller.account};
  return std::ranges::any_of(identities, [&](std::string_view identity) {
    if (!names(identity, caller)) return false;
    const auto found = by_grantee.find(identity);
    return found != by_grantee.end() && std::ranges::any_of(found->second, visit);
  });
}

bool KeyView::granted(const Key& of, const policy::Caller& caller, GrantOperation operation,
                      EncryptionContext context) const {
  return any_grant(of, caller,
                   [&](const GrantPtr& grant) { return grant->allows(operation, context); });
}

std::vector<GrantPtr> KeyView::grants_for(const Key& of, const policy::Caller& caller) const {
  Grants grants;
  any_grant(of, caller, [&](const GrantPtr& grant) {
    grants.push_back(grant);
    return false;
  });
  return grants;
}

std::vector<KeyPtr> KeyView::due(Timestamp now) const {
  std::vector<KeyPtr> keys;
  const std::shared_lock lock(mutex_);
  for (const auto& [at, place] : due_) {
    if (at > now) break;
    keys.push_back(key(place));
  }
  return keys;
}

Result<void> KeyView::put(ByteView store_key, ByteView record, store::Revision revision) {
  if (is_in(store_key, keyring::Table::KmsKeys)) return put_key(store_key, record, revision);
  if (is_in(store_key, keyring::Table::KmsAliases)) return put_alias(store_key, record, revision);
  if (is_in(store_key, keyring::Table::KmsGrants)) return put_grant(store_key, record, revision);
  return {};
}

Result<void> KeyView::put_key(ByteView store_key, ByteView record, store::Revision revision) {
  SR_TRY(Key decoded, decode_key(record));
  const KeyPlace place = place_of(decoded);
  decoded.arn = key_arn(decoded);
  decoded.revision = revision;
  if (const KeyPtr before = find(place.first, place.second)) {
    decoded.aliases = before->aliases;
    decoded.has_grants = before->has_grants;
    if (before->generations == decoded.generations) decoded.material = before->material;
  }
  if (decoded.material == nullptr) {
    SR_TRY(decoded.material, unwrapped_material(keyring_, decoded));
  }
  const std::lock_guard lock(mutex_);
  places_.insert_or_assign(copy_of(store_key), place);
  set_key(place, std::move(decoded));
  return {};
}

void KeyView::set_key(const KeyPlace& place, Key changed) {
  std::vector<KeyPtr>& of_all_regions = keys_[place.first];
  const auto at = std::ranges::lower_bound(of_all_regions, place.second, {}, &region_of);
  const bool is_new = at == of_all_regions.end() || (*at)->region != place.second;
  if (!is_new && (*at)->due()) due_.erase({*(*at)->due(), place});
  if (const auto due = changed.due()) due_.insert({*due, place});
  created_[{changed.account, changed.region}].insert({changed.created, place});
  auto entry = std::make_shared<const Key>(std::move(changed));
  if (is_new) {
    of_all_regions.insert(at, std::move(entry));
  } else {
    *at = std::move(entry);
  }
}

template <class Change>
void KeyView::change_key(const KeyPlace& place, Change change) {
  const KeyPtr before = key(place);
  if (before == nullptr) return;
  Key changed = *before;
  change(changed);
  set_key(place, std::move(changed));
}

Result<void> KeyView::put_alias(ByteView store_key, ByteView record, store::Revision revision) {
  SR_TRY(Alias alias, decode_alias(record));
  alias.revision = revision;
  const auto target = keyring::key_uuid_of(alias.target);
  if (!target) return failure(ErrorCode::Internal, "A record of an alias can't be read.");
  const AliasName name{{alias.account, alias.region}, alias.name};
  const std::lock_guard lock(mutex_);
  erase_alias(name);
  change_key({*target, alias.region}, [&](Key& key) { key.aliases.push_back(alias.name); });
  places_.insert_or_assign(copy_of(store_key), name);
  aliases_[name] = std::make_shared<const Alias>(std::move(alias));
  return {};
}

Result<void> KeyView::put_grant(ByteView store_key, ByteView record, store::Revision revision) {
  SR_TRY(Grant decoded, decode_grant(record));
  decoded.revision = revision;
  const auto grant = std::make_shared<const Grant>(std::move(decoded));
  const KeyPlace place{*keyring::key_uuid_of(grant->key_id), grant->region};
  const std::lock_guard lock(mutex_);
  erase_grant({place, grant->id});
  KeyGrants& grants = grants_[place];
  grants.by_id[grant->id] = grant;
  grants.by_grantee[grant->grantee.identity].push_back(grant);
  const KeyPtr of = key(place);
  if (of != nullptr && !of->has_grants) change_key(place, [](Key& key) { key.has_grants = true; });
  places_.insert_or_assign(copy_of(store_key), GrantName{place, grant->id});
  return {};
}

void KeyView::erase_key(const KeyPlace& place) {
  const KeyPtr gone = key(place);
  if (gone == nullptr) return;
  if (const auto at = gone->due()) due_.erase({*at, place});
  created_[{gone->account, gone->region}].erase({gone->created, place});
  const auto of_all_regions = keys_.find(place.first);
  std::erase(of_all_regions->second, gone);
  if (of_all_regions->second.empty()) keys_.erase(of_all_regions);
}

void KeyView::erase_alias(const AliasName& name) {
  const auto found = aliases_.find(name);
  if (found == aliases_.end()) return;
  if (const auto target = keyring::key_uuid_of(found->second->target)) {
    change_key({*target, name.first.second},
               [&](Key& key) { std::erase(key.aliases, name.second); });
  }
  aliases_.erase(found);
}

void KeyView::erase_grant(const GrantName& name) {
  const auto& [place, id] = name;
  const auto grants = grants_.find(place);
  if (grants == grants_.end()) return;
  auto& [by_id, by_grantee] = grants->second;
  const auto found = by_id.find(id);
  if (found == by_id.end()) return;
  const auto of_grantee = by_grantee.find(found->second->grantee.identity);
  std::erase(of_grantee->second, found->second);
  if (of_grantee->second.empty()) by_grantee.erase(of_grantee);
  by_id.erase(found);
  if (!by_id.empty()) return;
  grants_.erase(grants);
  change_key(place, [](Key& key) { key.has_grants = false; });
}

void KeyView::erase(ByteView store_key) {
  const std::lock_guard lock(mutex_);
  const auto place = places_.find(copy_of(store_key));
  if (place == places_.end()) return;
  if (const auto* key = std::get_if<KeyPlace>(&place->second)) erase_key(*key);
  if (const auto* alias = std::get_if<AliasName>(&place->second)) erase_alias(*alias);
  if (const auto* grant = std::get_if<GrantName>(&place->second)) erase_grant(*grant);
  places_.erase(place);
}

void KeyView::committed(const store::Commit& commit) {
  for (const store::Write& write : commit.writes) {
    if (!write.value) {
      erase(write.key);
    } else if (auto put_in = put(write.key, *write.value, commit.revision); !put_in) {
      log::error("{}", put_in.error().message());
    }
  }
}

}  // namespace strongroom::kms
