#include "app/seeding.h"

#include "app/operator_event.h"
#include "app/seed_secrets.h"
#include "audit/event.h"
#include "base/arena.h"
#include "base/bytes.h"
#include "base/sync_wait.h"
#include "iam/account_changes.h"
#include "iam/group_changes.h"
#include "iam/lookup.h"
#include "iam/managed_policy_changes.h"
#include "iam/permission_changes.h"
#include "iam/role_changes.h"
#include "iam/user_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace strongroom::app {
namespace {

constexpr std::size_t kMostVersions = 5;

/// A managed policy by its name in the account, or by its ARN.
std::string policy_arn(std::string_view account, std::string_view named) {
  if (named.starts_with("arn:")) return std::string(named);
  return fmt::format("arn:aws:iam::{}:policy/{}", account, named);
}

std::vector<iam::Tag> tags_of(const NamedTexts& texts) {
  std::vector<iam::Tag> tags;
  for (const auto& [key, value] : texts) tags.push_back({.key = key, .value = value});
  return tags;
}

bool has_all(const std::vector<iam::Tag>& present, const std::vector<iam::Tag>& wanted) {
  return std::ranges::all_of(wanted, [&](const iam::Tag& tag) {
    return std::ranges::find(present, tag) != present.end();
  });
}

/// Brings the identities of a seed into the directory. What is there already is brought into line.
class IdentitySower {
 public:
  explicit IdentitySower(const SeedBed& bed)
      : bed_(bed), identity_(bed.services.identity), directory_(identity_.directory()) {}

  Result<void> account(std::string_view id) {
    if (directory_.account(id)) return {};
    return commit(iam::create_account(basis(), id), id, fmt::format("arn:aws:iam::{}:root", id));
  }
  Result<void> operator()(const SeedPolicy& policy);
  Result<void> operator()(const SeedGroup& group);
  Result<void> operator()(const SeedUser& user);
  Result<void> operator()(const SeedRole& role);

 private:
  iam::Basis basis() const { return identity_.basis(bed_.clock.now()); }

  template <class E>
  Result<void> commit(Result<iam::Change<E>> change, std::string_view account,
                      std::string_view resource) {
    Arena arena;
    const std::string_view line = seed_record(bed_, account, resource, arena);
    SR_TRY(const auto made,
           sync_wait(identity_.commit(std::move(change), copy_of(bytes_of(line)))));
    if (made.revision == 0) return {};
    SR_CHECK(bed_.record(line));
    bed_.store.release_notes(std::array{made.revision});
    return {};
  }

  template <class E>
  Result<void> permit(const SeedItem& item, const SeedPermissions& permissions);
  template <class E>
  Result<void> set_boundary(const SeedItem& item, const std::string& boundary);
  template <class E>
  Result<void> tag(const SeedItem& item, const NamedTexts& texts);
  Result<void> make_room_for_version(const iam::ManagedPolicyPtr& policy);

  const SeedBed& bed_;
  iam::IamRepository& identity_;
  const iam::Directory& directory_;
};

template <class E>
Result<void> IdentitySower::permit(const SeedItem& item, const SeedPermissions& permissions) {
  const auto entity = [&] { return directory_.find<E>(item.account, item.name); };
  const std::string arn = entity()->arn();
  for (const std::string& named : permissions.policies) {
    SR_CHECK(commit(iam::attach_policy<E>(basis(), entity(), policy_arn(item.account, named)),
                    item.account, arn));
  }
  for (const auto& [name, text] : permissions.inlined) {
    const auto seen = entity();
    const iam::InlinePolicy* there = seen->permissions.find_inline(name);
    if (there && there->document->text == text) continue;
    SR_CHECK(commit(iam::put_inline_policy<E>(basis(), seen, name, text), item.account, arn));
  }
  return {};
}

template <class E>
Result<void> IdentitySower::set_boundary(const SeedItem& item, const std::string& boundary) {
  if (boundary.empty()) return {};
  const std::string arn = policy_arn(item.account, boundary);
  const auto entity = directory_.find<E>(item.account, item.name);
  if (entity->boundary == arn) return {};
  return commit(iam::put_boundary<E>(basis(), entity, arn), item.account, entity->arn());
}

template <class E>
Result<void> IdentitySower::tag(const SeedItem& item, const NamedTexts& texts) {
  const std::vector<iam::Tag> tags = tags_of(texts);
  const auto entity = directory_.find<E>(item.account, item.name);
  if (has_all(entity->tags, tags)) return {};
  return commit(iam::add_tags<E>(basis(), entity, tags), item.account, entity->arn());
}

/// The oldest version that does not count leaves.
Result<void> IdentitySower::make_room_for_version(const iam::ManagedPolicyPtr& policy) {
  if (policy->versions.size() < kMostVersions) return {};
  const auto oldest = std::ranges::find_if(
      policy->versions,
      [&](const iam::PolicyVersion& version) { return version.number != policy->default_version; });
  return commit(iam::delete_policy_version(basis(), policy, fmt::format("v{}", oldest->number)),
                policy->account, policy->arn());
}

Result<void> IdentitySower::operator()(const SeedPolicy& policy) {
  const std::string arn = policy_arn(policy.account, policy.name);
  const iam::ManagedPolicyPtr there = directory_.find_policy(arn);
  if (there == nullptr) {
    return commit(iam::create_policy(basis(), {policy.account, policy.name, policy.document}),
                  policy.account, arn);
  }
  if (there->document()->text == policy.document) return {};
  SR_CHECK(make_room_for_version(there));
  return commit(
      iam::create_policy_version(basis(), directory_.find_policy(arn), policy.document, true),
      policy.account, arn);
}

Result<void> IdentitySower::operator()(const SeedGroup& group) {
  if (directory_.find<iam::Group>(group.account, group.name) == nullptr) {
    SR_CHECK(commit(iam::create_group(basis(), group.account, group.name), group.account,
                    fmt::format("arn:aws:iam::{}:group/{}", group.account, group.name)));
  }
  return permit<iam::Group>(group, group.permissions);
}

Result<void> IdentitySower::operator()(const SeedUser& user) {
  const std::string arn =
      fmt::format("arn:aws:iam::{}:user{}{}", user.account, user.path, user.name);
  const auto seen = [&] { return directory_.find<iam::User>(user.account, user.name); };
  if (seen() == nullptr) {
    SR_CHECK(
        commit(iam::create_user(basis(), {user.account, user.name, user.path}), user.account, arn));
  }
  SR_CHECK(permit<iam::User>(user, user.permissions));
  SR_CHECK(set_boundary<iam::User>(user, user.boundary));
  SR_CHECK(tag<iam::User>(user, user.tags));
  for (const std::string& group : user.groups) {
    SR_TRY(const auto found, iam::require<iam::Group>(directory_, user.account, group));
    SR_CHECK(commit(iam::add_user_to_group(basis(), found, seen()), user.account, arn));
  }
  if (user.access_key_id.empty()) return {};
  return commit(
      iam::import_access_key(basis(), seen(), user.access_key_id,
                             crypto::SecretBytes::copy_of(bytes_of(user.secret_access_key))),
      user.account, arn);
}

Result<void> IdentitySower::operator()(const SeedRole& role) {
  const iam::RolePtr there = directory_.find<iam::Role>(role.account, role.name);
  const std::string arn =
      fmt::format("arn:aws:iam::{}:role{}{}", role.account, role.path, role.name);
  if (there == nullptr) {
    SR_CHECK(commit(iam::create_role(basis(), {role.account, role.name, role.trust, role.path}),
                    role.account, arn));
  } else if (there->trust->text != role.trust) {
    SR_CHECK(commit(iam::update_trust_policy(basis(), there, role.trust), role.account, arn));
  }
  SR_CHECK(permit<iam::Role>(role, role.permissions));
  SR_CHECK(set_boundary<iam::Role>(role, role.boundary));
  return tag<iam::Role>(role, role.tags);
}

/// Every account that anything is in.
std::set<std::string_view> accounts_of(const Seed& seed) {
  std::set<std::string_view> accounts;
  const auto add = [&](const auto& items) {
    for (const SeedItem& item : items) accounts.insert(item.account);
  };
  add(seed.accounts);
  add(seed.policies);
  add(seed.groups);
  add(seed.users);
  add(seed.roles);
  add(seed.secrets);
  return accounts;
}

template <class Item, class Sower>
Result<void> sow_items(const Seed& seed, const std::vector<Item>& items, Sower& sower) {
  for (const Item& item : items) {
    if (auto sown = sower(item); !sown) {
      return failure(ErrorCode::InvalidSetting, fmt::format("{}:{}: {}: {}", seed.file, item.line,
                                                            item.name, sown.error().message()));
    }
  }
  return {};
}

}  // namespace

std::string_view seed_record(const SeedBed& bed, std::string_view account,
                             std::string_view resource, Arena& arena) {
  audit::Event event = operator_event("Seed", bed.clock.now(), arena);
  event.account = account;
  event.resources = operator_resource(resource, arena);
  return audit::line_of(event, arena);
}

Result<void> sow(const Seed& seed, const SeedBed& bed) {
  IdentitySower sower(bed);
  for (const std::string_view account : accounts_of(seed)) SR_CHECK(sower.account(account));
  // What is named by others comes before them.
  SR_CHECK(sow_items(seed, seed.policies, sower));
  SR_CHECK(sow_items(seed, seed.groups, sower));
  SR_CHECK(sow_items(seed, seed.users, sower));
  SR_CHECK(sow_items(seed, seed.roles, sower));
  SecretSower secrets(bed);
  return sow_items(seed, seed.secrets, secrets);
}

}  // namespace strongroom::app
