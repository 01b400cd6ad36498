#include "iam/iam_record.h"

#include "iam/record_format.h"

#include <utility>

namespace strongroom::iam {
namespace {

// Stored: never change a number.
constexpr std::uint8_t kFormat = 1;

RecordWriter begin() {
  RecordWriter out;
  out.number(kFormat);
  return out;
}

void write(RecordWriter& out, const Entity& entity) {
  out.text(entity.account);
  out.text(entity.path);
  out.text(entity.name);
  out.text(entity.id);
  out.time(entity.created);
}
void read(RecordReader& in, Entity& entity) {
  entity.account = in.string();
  entity.path = in.string();
  entity.name = in.string();
  entity.id = in.string();
  entity.created = in.time();
}

void write(RecordWriter& out, const Permissions& permissions) {
  out.texts(permissions.attached);
  out.count(permissions.inlined.size());
  for (const InlinePolicy& policy : permissions.inlined) {
    out.text(policy.name);
    out.text(policy.document->text);
  }
}
void read(RecordReader& in, Permissions& permissions, PolicyPool& pool) {
  permissions.attached = in.texts();
  in.each([&] {
    const std::string_view name = in.text();
    permissions.inlined.push_back(
        {.name = std::string(name), .document = pool.share(name, in.text())});
  });
}

void write(RecordWriter& out, const LoginProfilePtr& login) {
  out.flag(login != nullptr);
  if (!login) return;
  out.text(login->hash);
  out.texts(login->former);
  out.time(login->created);
  out.time(login->changed);
  out.flag(login->reset_required);
}
LoginProfilePtr read_login(RecordReader& in) {
  if (!in.flag()) return nullptr;
  auto login = std::make_shared<LoginProfile>();
  login->hash = in.string();
  login->former = in.texts();
  login->created = in.time();
  login->changed = in.time();
  login->reset_required = in.flag();
  return login;
}

void read(RecordReader& in, User& user, PolicyPool& pool) {
  read(in, static_cast<Entity&>(user));
  read(in, user.permissions, pool);
  user.boundary = in.string();
  user.tags = in.tags();
  user.groups = in.texts();
  user.access_keys = in.texts();
  user.login = read_login(in);
}

void read(RecordReader& in, Group& group, PolicyPool& pool) {
  read(in, static_cast<Entity&>(group));
  read(in, group.permissions, pool);
}

void read(RecordReader& in, Role& role, PolicyPool& pool) {
  read(in, static_cast<Entity&>(role));
  read(in, role.permissions, pool);
  role.boundary = in.string();
  role.tags = in.tags();
  role.description = in.string();
  role.max_session = std::chrono::seconds(in.number<std::uint32_t>());
  std::string text = in.string();
  std::vector<PrincipalBinding> bindings;
  in.each([&] {
    std::string arn = in.string();
    bindings.push_back({.arn = std::move(arn), .id = in.string()});
  });
  role.trust = trust_policy(std::move(text), std::move(bindings));
}

void read(RecordReader& in, ManagedPolicy& policy, PolicyPool& pool) {
  read(in, static_cast<Entity&>(policy));
  policy.updated = in.time();
  policy.description = in.string();
  policy.tags = in.tags();
  policy.default_version = in.number<std::uint32_t>();
  policy.last_version = in.number<std::uint32_t>();
  const std::string arn = policy.arn();
  in.each([&] {
    const auto number = in.number<std::uint32_t>();
    const Timestamp created = in.time();
    policy.versions.push_back(
        {.number = number, .document = pool.share(arn, in.text()), .created = created});
  });
  in.require(policy.find_version(policy.default_version) != nullptr);
}

void read(RecordReader& in, OidcProvider& provider, PolicyPool&) {
  read(in, static_cast<Entity&>(provider));
  provider.client_ids = in.texts();
  provider.thumbprints = in.texts();
  provider.tags = in.tags();
}

void write(RecordWriter& out, const PasswordPolicy& policy) {
  out.number(policy.minimum_length);
  out.number(policy.max_age_days.value_or(0));
  out.number(policy.remembered.value_or(0));
  for (const bool set : {policy.require_symbols, policy.require_numbers, policy.require_uppercase,
                         policy.require_lowercase, policy.users_may_change, policy.hard_expiry}) {
    out.flag(set);
  }
}
PasswordPolicy read_password_policy(RecordReader& in) {
  PasswordPolicy policy;
  policy.minimum_length = in.number<std::uint16_t>();
  if (const auto days = in.number<std::uint16_t>(); days != 0) policy.max_age_days = days;
  if (const auto count = in.number<std::uint8_t>(); count != 0) policy.remembered = count;
  for (bool* set : {&policy.require_symbols, &policy.require_numbers, &policy.require_uppercase,
                    &policy.require_lowercase, &policy.users_may_change, &policy.hard_expiry}) {
    *set = in.flag();
  }
  return policy;
}

void read(RecordReader& in, Account& account, PolicyPool&) {
  account.id = in.string();
  account.created = in.time();
  account.alias = in.string();
  account.access_keys = in.texts();
  if (in.flag()) account.password_policy = read_password_policy(in);
}

void read(RecordReader& in, AccessKey& key, PolicyPool&) {
  key.principal.account = in.string();
  key.id = in.string();
  key.owner = in.string();
  key.created = in.time();
  key.active = in.flag();
  key.secret = crypto::SecretBytes::copy_of(in.raw());
  key.principal.root = key.owner.empty();
}

void read(RecordReader& in, LastUse& use, PolicyPool&) {
  use.account = in.string();
  use.id = in.string();
  use.at = in.time();
  use.service = in.string();
  use.region = in.string();
}

std::unexpected<Error> unsound() {
  return failure(ErrorCode::Internal, "A record of an identity can't be read.");
}

template <class T>
Result<StoredThing> decode(const StoreKey& key, store::Revision revision, RecordReader& in,
                           PolicyPool& pool) {
  auto thing = std::make_shared<T>();
  read(in, *thing, pool);
  if (!in.complete()) return unsound();
  thing->key = key;
  thing->revision = revision;
  return StoredThing(std::shared_ptr<const T>(std::move(thing)));
}

}  // namespace

Bytes encode(const Account& account) {
  RecordWriter out = begin();
  out.text(account.id);
  out.time(account.created);
  out.text(account.alias);
  out.texts(account.access_keys);
  out.flag(account.password_policy.has_value());
  if (account.password_policy) write(out, *account.password_policy);
  return out.take();
}

Bytes encode(const User& user) {
  RecordWriter out = begin();
  write(out, static_cast<const Entity&>(user));
  write(out, user.permissions);
  out.text(user.boundary);
  out.tags(user.tags);
  out.texts(user.groups);
  out.texts(user.access_keys);
  write(out, user.login);
  return out.take();
}

Bytes encode(const Group& group) {
  RecordWriter out = begin();
  write(out, static_cast<const Entity&>(group));
  write(out, group.permissions);
  return out.take();
}

Bytes encode(const Role& role) {
  RecordWriter out = begin();
  write(out, static_cast<const Entity&>(role));
  write(out, role.permissions);
  out.text(role.boundary);
  out.tags(role.tags);
  out.text(role.description);
  out.number(static_cast<std::uint32_t>(role.max_session.count()));
  out.text(role.trust->text);
  out.count(role.trust->bindings.size());
  for (const PrincipalBinding& binding : role.trust->bindings) {
    out.text(binding.arn);
    out.text(binding.id);
  }
  return out.take();
}

Bytes encode(const ManagedPolicy& policy) {
  RecordWriter out = begin();
  write(out, static_cast<const Entity&>(policy));
  out.time(policy.updated);
  out.text(policy.description);
  out.tags(policy.tags);
  out.number(policy.default_version);
  out.number(policy.last_version);
  out.count(policy.versions.size());
  for (const PolicyVersion& version : policy.versions) {
    out.number(version.number);
    out.time(version.created);
    out.text(version.document->text);
  }
  return out.take();
}

Bytes encode(const OidcProvider& provider) {
  RecordWriter out = begin();
  write(out, static_cast<const Entity&>(provider));
  out.texts(provider.client_ids);
  out.texts(provider.thumbprints);
  out.tags(provider.tags);
  return out.take();
}

Bytes encode(const AccessKey& key) {
  RecordWriter out = begin();
  out.text(key.principal.account);
  out.text(key.id);
  out.text(key.owner);
  out.time(key.created);
  out.flag(key.active);
  out.raw(key.secret.reveal());
  return out.take();
}

Bytes encode(const LastUse& use) {
  RecordWriter out = begin();
  out.text(use.account);
  out.text(use.id);
  out.time(use.at);
  out.text(use.service);
  out.text(use.region);
  return out.take();
}

Bytes encode_alias(std::string_view account) {
  RecordWriter out = begin();
  out.text(account);
  return out.take();
}

bool is_iam_table(keyring::Table table) {
  switch (table) {
    case keyring::Table::IamAccounts:
    case keyring::Table::IamUsers:
    case keyring::Table::IamGroups:
    case keyring::Table::IamRoles:
    case keyring::Table::IamPolicies:
    case keyring::Table::IamOidcProviders:
    case keyring::Table::IamAccessKeys:
    case keyring::Table::IamLastUses:
    case keyring::Table::IamAliases:
      return true;
    default:
      return false;
  }
}

Result<StoredThing> decode_thing(const StoreKey& key, store::Revision revision, ByteView record,
                                 PolicyPool& pool) {
  RecordReader in(record);
  if (in.number<std::uint8_t>() != kFormat) return unsound();
  switch (static_cast<keyring::Table>(key[0])) {
    case keyring::Table::IamAccounts:
      return decode<Account>(key, revision, in, pool);
    case keyring::Table::IamUsers:
      return decode<User>(key, revision, in, pool);
    case keyring::Table::IamGroups:
      return decode<Group>(key, revision, in, pool);
    case keyring::Table::IamRoles:
      return decode<Role>(key, revision, in, pool);
    case keyring::Table::IamPolicies:
      return decode<ManagedPolicy>(key, revision, in, pool);
    case keyring::Table::IamOidcProviders:
      return decode<OidcProvider>(key, revision, in, pool);
    case keyring::Table::IamAccessKeys:
      return decode<AccessKey>(key, revision, in, pool);
    case keyring::Table::IamLastUses:
      return decode<LastUse>(key, revision, in, pool);
    case keyring::Table::IamAliases:
      in.text();
      if (!in.complete()) return unsound();
      return StoredThing();
    default:
      return unsound();
  }
}

}  // namespace strongroom::iam
