#include "iam/iam_record.h"

#include "base/encoding.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

namespace strongroom::iam {
namespace {

using keyring::Table;

std::string any_text() { return *rc::gen::arbitrary<std::string>(); }
bool any_flag() { return *rc::gen::arbitrary<bool>(); }
std::vector<std::string> any_texts() { return *rc::gen::arbitrary<std::vector<std::string>>(); }
Timestamp any_time() { return timestamp_of(*rc::gen::arbitrary<std::int64_t>()); }

std::vector<Tag> any_tags() {
  std::vector<Tag> tags;
  for (const std::string& key : any_texts()) tags.push_back({key, any_text()});
  return tags;
}

void fill(Entity& entity) {
  entity.account = any_text();
  entity.path = any_text();
  entity.name = any_text();
  entity.id = any_text();
  entity.created = any_time();
}

Permissions any_permissions(PolicyPool& pool) {
  Permissions permissions;
  permissions.attached = any_texts();
  for (const std::string& name : any_texts()) {
    permissions.inlined.push_back({name, pool.share(name, any_text())});
  }
  return permissions;
}

User any_user(PolicyPool& pool) {
  User user;
  fill(user);
  user.permissions = any_permissions(pool);
  user.boundary = any_text();
  user.tags = any_tags();
  user.groups = any_texts();
  user.access_keys = any_texts();
  if (any_flag()) {
    user.login = std::make_shared<const LoginProfile>(
        LoginProfile{any_text(), any_texts(), any_time(), any_time(), any_flag()});
  }
  return user;
}

Role any_role(PolicyPool& pool) {
  Role role;
  fill(role);
  role.permissions = any_permissions(pool);
  role.boundary = any_text();
  role.tags = any_tags();
  role.description = any_text();
  role.max_session = std::chrono::seconds(*rc::gen::arbitrary<std::uint32_t>());
  std::vector<PrincipalBinding> bindings;
  for (const std::string& arn : any_texts()) bindings.push_back({arn, any_text()});
  role.trust = trust_policy(any_text(), std::move(bindings));
  return role;
}

ManagedPolicy any_policy(PolicyPool& pool) {
  ManagedPolicy policy;
  fill(policy);
  policy.updated = any_time();
  policy.description = any_text();
  policy.tags = any_tags();
  policy.default_version = *rc::gen::arbitrary<std::uint32_t>();
  policy.last_version = *rc::gen::arbitrary<std::uint32_t>();
  policy.versions.push_back({policy.default_version, pool.share("p", any_text()), any_time()});
  for (const std::string& text : any_texts()) {
    policy.versions.push_back(
        {*rc::gen::arbitrary<std::uint32_t>(), pool.share("p", text), any_time()});
  }
  return policy;
}

StoreKey key_in(Table table) {
  StoreKey key{};
  key[0] = static_cast<std::byte>(table);
  return key;
}

Bytes encode_thing(const StoredThing& thing) {
  return std::visit(
      []<class T>(const T& stored) {
        if constexpr (std::is_same_v<T, std::monostate>) {
          return Bytes();
        } else {
          return encode(*stored);
        }
      },
      thing);
}

/// One encoding for each thing: what is decoded encodes to the same bytes.
void require_same(Table table, const Bytes& record) {
  PolicyPool pool;
  const auto thing = decode_thing(key_in(table), 7, record, pool);
  RC_ASSERT(thing.has_value());
  RC_ASSERT(encode_thing(*thing) == record);
}

TEST(IamRecordTest, GivesBackWhatWasEncoded) {
  EXPECT_TRUE(rc::check([] {
    PolicyPool pool;
    require_same(Table::IamUsers, encode(any_user(pool)));
    require_same(Table::IamRoles, encode(any_role(pool)));
    require_same(Table::IamPolicies, encode(any_policy(pool)));
    Group group;
    fill(group);
    group.permissions = any_permissions(pool);
    require_same(Table::IamGroups, encode(group));
  }));
}

User example() {
  User user;
  user.account = "111122223333";
  user.name = "alice";
  user.id = "AIDAQNZGKIQY56JQ7WMLA";
  user.created = timestamp_of(1'700'000'000'000);
  user.tags = {{"team", "blue"}};
  return user;
}

TEST(IamRecordTest, KeepsEveryMemberOfAUser) {
  PolicyPool pool;
  User user = example();
  user.path = "/x/";
  user.boundary = "boundary";
  user.groups = {"g"};
  user.access_keys = {"k1", "k2"};
  user.permissions.attached = {"arn"};
  user.permissions.inlined = {{"p", pool.share("p", "text")}};
  user.login = std::make_shared<const LoginProfile>(
      LoginProfile{"hash", {"old"}, user.created, user.created, true});
  const auto thing = decode_thing(key_in(Table::IamUsers), 7, encode(user), pool);
  const User& again = *std::get<UserPtr>(*thing);
  EXPECT_EQ(again.arn(), user.arn());
  EXPECT_EQ(again.id, user.id);
  EXPECT_EQ(again.created, user.created);
  EXPECT_EQ(again.boundary, "boundary");
  EXPECT_EQ(again.tags, user.tags);
  EXPECT_EQ(again.groups, user.groups);
  EXPECT_EQ(again.access_keys, user.access_keys);
  EXPECT_EQ(again.permissions.attached, user.permissions.attached);
  EXPECT_EQ(again.permissions.find_inline("p")->document->text, "text");
  EXPECT_EQ(again.login->hash, "hash");
  EXPECT_TRUE(again.login->reset_required);
  EXPECT_EQ(again.revision, 7U);
  EXPECT_EQ(again.key, key_in(Table::IamUsers));
}

TEST(IamRecordTest, KeepsAccountsKeysProvidersAndUses) {
  PolicyPool pool;
  Account account;
  account.id = "111122223333";
  account.alias = "acme";
  account.access_keys = {"k"};
  account.password_policy =
      PasswordPolicy{.minimum_length = 12, .max_age_days = 90, .require_symbols = true};
  const auto account_again =
      decode_thing(key_in(Table::IamAccounts), 1, encode(account), pool).value();
  EXPECT_EQ(std::get<AccountPtr>(account_again)->password_policy, account.password_policy);
  EXPECT_EQ(std::get<AccountPtr>(account_again)->alias, "acme");

  AccessKey key{.id = "AKIA",
                .secret = crypto::SecretBytes::copy_of(bytes_of("secret")),
                .principal = root_of("111122223333")};
  key.active = false;
  const auto key_again = decode_thing(key_in(Table::IamAccessKeys), 1, encode(key), pool).value();
  EXPECT_TRUE(std::get<AccessKeyPtr>(key_again)->secret == key.secret);
  EXPECT_FALSE(std::get<AccessKeyPtr>(key_again)->active);
  EXPECT_TRUE(std::get<AccessKeyPtr>(key_again)->principal.root);

  OidcProvider provider;
  provider.name = "issuer";
  provider.client_ids = {"a"};
  provider.thumbprints = {"b"};
  const auto provider_again =
      decode_thing(key_in(Table::IamOidcProviders), 1, encode(provider), pool).value();
  EXPECT_EQ(std::get<OidcProviderPtr>(provider_again)->client_ids, provider.client_ids);

  LastUse use;
  use.id = "AKIA";
  use.service = "kms";
  const auto use_again = decode_thing(key_in(Table::IamLastUses), 1, encode(use), pool).value();
  EXPECT_EQ(std::get<std::shared_ptr<const LastUse>>(use_again)->service, "kms");
}

// The worked example of docs/formats/iam-records.md.
TEST(IamRecordTest, HasTheFormThatIsWrittenDown) {
  EXPECT_EQ(hex_of(encode(example())),
            "01"
            "0000000c313131313232323233333333"
            "000000012f"
            "00000005616c696365"
            "0000001541494441514e5a474b49515935364a5137574d4c41"
            "0000018bcfe56800"
            "00000000"
            "00000000"
            "00000000"
            "00000001000000047465616d00000004626c7565"
            "00000000"
            "00000000"
            "00");
}

TEST(IamRecordTest, RefusesEveryTruncationAndExtension) {
  PolicyPool pool;
  Bytes record = encode(example());
  for (std::size_t size = 0; size < record.size(); ++size) {
    const auto refused =
        decode_thing(key_in(Table::IamUsers), 1, ByteView(record).first(size), pool);
    ASSERT_FALSE(refused) << size;
    EXPECT_EQ(refused.error().code(), ErrorCode::Internal);
  }
  record.push_back(std::byte{0});
  EXPECT_FALSE(decode_thing(key_in(Table::IamUsers), 1, record, pool));
}

TEST(IamRecordTest, HasOneEncodingForEachThing) {
  PolicyPool pool;
  const Bytes record = encode(example());
  for (std::size_t at = 0; at < record.size(); ++at) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      Bytes changed = record;
      changed[at] ^= static_cast<std::byte>(1U << bit);
      const auto thing = decode_thing(key_in(Table::IamUsers), 1, changed, pool);
      if (thing) EXPECT_EQ(encode_thing(*thing), changed);
    }
  }
}

TEST(IamRecordTest, RefusesOtherTablesAndUnknownFormats) {
  PolicyPool pool;
  Bytes record = encode(example());
  EXPECT_FALSE(decode_thing(key_in(Table::Secrets), 1, record, pool));
  EXPECT_FALSE(decode_thing(key_in(Table::IamRoles), 1, record, pool));
  record[0] = std::byte{2};
  EXPECT_FALSE(decode_thing(key_in(Table::IamUsers), 1, record, pool));
}

TEST(IamRecordTest, RefusesAPolicyWithoutItsDefaultVersion) {
  PolicyPool pool;
  ManagedPolicy policy;
  policy.versions.push_back({2, pool.share("p", "text"), {}});
  EXPECT_FALSE(decode_thing(key_in(Table::IamPolicies), 1, encode(policy), pool));
}

}  // namespace
}  // namespace strongroom::iam
