#include "iam/lookup.h"
#include "iam/unique_id.h"
#include "iam/user_changes.h"

#include <fmt/format.h>

#include <algorithm>

namespace strongroom::iam {
namespace {

/// Whose keys are meant: a user's, or the account's root's.
struct KeyOwner {
  UserPtr user;  ///< Null for root.
  AccountPtr account;

  std::string_view id() const { return user ? std::string_view(user->id) : std::string_view(); }
  const std::vector<std::string>& keys() const {
    return user ? user->access_keys : account->access_keys;
  }
};

Result<KeyOwner> key_owner(const Directory& directory, std::string_view account,
                           const UserPtr& user) {
  KeyOwner owner{.user = user, .account = nullptr};
  if (user) return owner;
  owner.account = directory.account(account);
  if (owner.account == nullptr) {
    return failure(ErrorCode::NoSuchEntity, fmt::format("Account {} cannot be found.", account));
  }
  return owner;
}

/// Writes the owner's record with another list of keys: the list is what bounds their number, so
/// two changes of it can't both happen on the same state.
void replace_keys(ChangeBuilder& builder, const KeyOwner& owner, std::vector<std::string> keys) {
  if (owner.user) {
    User user = *owner.user;
    user.access_keys = std::move(keys);
    builder.replace(*owner.user, user);
  } else {
    Account account = *owner.account;
    account.access_keys = std::move(keys);
    builder.replace(*owner.account, account);
  }
}

bool is_in(std::string_view text, bool (*allowed)(char)) {
  return text.size() >= 4 && text.size() <= 128 && std::ranges::all_of(text, allowed);
}

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

Result<void> check_chosen_key(std::string_view id, const crypto::SecretBytes& secret) {
  if (!is_in(id, is_word_character)) {
    return failure(ErrorCode::Validation,
                   "An access key id has 4 to 128 letters, digits and underscores.");
  }
  if (is_in(text_of(secret.reveal()), [](char c) { return c > ' ' && c < 0x7f; })) return {};
  return failure(ErrorCode::Validation,
                 "A secret access key has 4 to 128 characters of ASCII without spaces.");
}

/// With the key in the list of its owner.
Change<AccessKey> key_change(const Basis& basis, const KeyOwner& owner, AccessKey key) {
  std::vector<std::string> keys = owner.keys();
  keys.push_back(key.id);
  ChangeBuilder builder(basis.keys);
  replace_keys(builder, owner, std::move(keys));
  builder.create(key);
  return builder.take<AccessKey>(std::make_shared<const AccessKey>(std::move(key)));
}

Change<LastUse> last_use_change(const Basis& basis, ChangeBuilder& builder, LastUse use) {
  if (const auto former = basis.directory.last_use(use.id)) {
    builder.replace(*former, use);
  } else {
    builder.create(use);
  }
  return builder.take<LastUse>(std::make_shared<const LastUse>(std::move(use)));
}

}  // namespace

Result<Change<AccessKey>> create_access_key(const Basis& basis, std::string_view account,
                                            const UserPtr& user) {
  SR_TRY(const KeyOwner owner, key_owner(basis.directory, account, user));
  SR_CHECK(check_room_for_one(owner.keys().size(), "AccessKeysPerUser",
                              basis.quotas.access_keys_per_user));
  AccessKey key{.id = new_access_key_id(kAccessKeyId, account),
                .secret = new_secret_access_key(),
                .principal = root_of(account),
                .owner = std::string(owner.id()),
                .created = basis.now};
  if (owner.user) {
    key.principal = {.account = std::string(account), .arn = owner.user->arn(), .root = false};
  }
  return key_change(basis, owner, std::move(key));
}

Result<Change<AccessKey>> import_access_key(const Basis& basis, const UserPtr& user,
                                            std::string_view id,
                                            const crypto::SecretBytes& secret) {
  SR_CHECK(check_chosen_key(id, secret));
  if (const AccessKeyPtr there = basis.directory.access_key(id)) {
    if (there->owner == user->id && there->secret == secret) return no_change(there);
    return failure(ErrorCode::EntityAlreadyExists,
                   fmt::format("There is another access key with id {}.", id));
  }
  SR_CHECK(check_room_for_one(user->access_keys.size(), "AccessKeysPerUser",
                              basis.quotas.access_keys_per_user));
  AccessKey key{.id = std::string(id),
                .secret = secret.clone(),
                .principal = {.account = user->account, .arn = user->arn(), .root = false},
                .owner = user->id,
                .created = basis.now};
  return key_change(basis, {.user = user, .account = nullptr}, std::move(key));
}

Result<Change<AccessKey>> set_access_key_active(const Basis& basis, std::string_view account,
                                                const UserPtr& user, std::string_view id,
                                                bool active) {
  SR_TRY(const KeyOwner owner, key_owner(basis.directory, account, user));
  SR_TRY(const AccessKeyPtr seen, require_access_key(basis.directory, account, owner.id(), id));
  if (seen->active == active) return no_change<AccessKey>(seen);
  AccessKey key = seen->clone();
  key.active = active;
  ChangeBuilder builder(basis.keys);
  if (user) builder.rely_on(*user);
  builder.replace(*seen, key);
  return builder.take<AccessKey>(std::make_shared<const AccessKey>(std::move(key)));
}

Result<Change<AccessKey>> delete_access_key(const Basis& basis, std::string_view account,
                                            const UserPtr& user, std::string_view id) {
  SR_TRY(const KeyOwner owner, key_owner(basis.directory, account, user));
  SR_TRY(const AccessKeyPtr key, require_access_key(basis.directory, account, owner.id(), id));
  std::vector<std::string> keys = owner.keys();
  std::erase(keys, id);
  ChangeBuilder builder(basis.keys);
  replace_keys(builder, owner, std::move(keys));
  builder.erase(*key);
  if (const auto use = basis.directory.last_use(id)) builder.erase_key(use->key);
  return builder.take<AccessKey>(key);
}

bool last_use_is_due(const Directory& directory, std::string_view id, Timestamp now) {
  const auto use = directory.last_use(id);
  return use == nullptr || now - use->at >= kLastUseAge;
}

Result<Change<LastUse>> note_key_use(const Basis& basis, std::string_view id,
                                     std::string_view service, std::string_view region) {
  const AccessKeyPtr key = basis.directory.access_key(id);
  if (key == nullptr) {
    return failure(ErrorCode::NoSuchEntity,
                   fmt::format("The Access Key with id {} cannot be found.", id));
  }
  LastUse use;
  use.account = key->principal.account;
  use.id = id;
  use.at = basis.now;
  use.service = service;
  use.region = region;
  ChangeBuilder builder(basis.keys);
  builder.rely_on(*key);
  return last_use_change(basis, builder, std::move(use));
}

Result<Change<LastUse>> note_role_use(const Basis& basis, std::string_view role_id,
                                      std::string_view region) {
  const RolePtr role = basis.directory.find_by_id<Role>(role_id);
  if (role == nullptr) return failure(ErrorCode::NoSuchEntity, "The role cannot be found.");
  LastUse use;
  use.account = role->account;
  use.id = role_id;
  use.at = basis.now;
  use.region = region;
  ChangeBuilder builder(basis.keys);
  builder.rely_on(*role);
  return last_use_change(basis, builder, std::move(use));
}

}  // namespace strongroom::iam
