#include "kms/key_service.h"

#include "base/sync_wait.h"
#include "store/memory/memory_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace strongroom::kms {
namespace {

using testing::HasSubstr;

constexpr std::string_view kAccount = "111122223333";
constexpr std::string_view kRegion = "eu-west-1";
constexpr std::pair<std::string_view, std::string_view> kContext[] = {{"SecretARN", "arn"},
                                                                      {"SecretVersionId", "id"}};

/// A context whose canonical form lives as long as this.
struct Context {
  explicit Context(EncryptionContext from)
      : pairs(from), canonical(keyring::canonical_context(from, arena).value()) {}
  BoundContext bound() const { return {.pairs = pairs, .canonical = canonical}; }

  Arena arena;
  EncryptionContext pairs;
  ByteView canonical;
};

class KeyServiceTest : public testing::Test {
 protected:
  KeyServiceTest() { EXPECT_TRUE(service_.load()); }

  KeyPtr default_key() {
    return sync_wait(service_.secrets_manager_key(kAccount, kRegion)).value();
  }
  DataKey data_key() {
    return service_.generate_data_key(*default_key(), context_.bound(), kUnguarded).value();
  }
  bool opens(const DataKey& data_key, std::string_view region, const Context& context) {
    std::array<std::byte, 32> plain{};
    return service_.open_data_key(region, data_key.wrapped, context.bound(), kUnguarded, plain) &&
           std::ranges::equal(plain, data_key.plaintext.reveal());
  }

  FakeClock clock_;
  store::MemoryStore store_;
  keyring::Keyring keyring_ = keyring::Keyring::create(clock_.now());
  keyring::KeySpace keys_{keyring_};
  KeyService service_{store_, keys_, keyring_, clock_};
  const Context context_{kContext};
};

TEST_F(KeyServiceTest, MakesTheDefaultKeyOnceForEachAccountAndRegion) {
  const KeyPtr key = default_key();
  EXPECT_TRUE(key->aws_managed);
  EXPECT_EQ(default_key()->id, key->id);
  EXPECT_NE(sync_wait(service_.secrets_manager_key(kAccount, "us-east-1")).value()->id, key->id);
  EXPECT_NE(sync_wait(service_.secrets_manager_key("444455556666", kRegion)).value()->id, key->id);
}

TEST_F(KeyServiceTest, GivesOneKeyToManyWhoAskAtOnce) {
  std::vector<std::string> ids(8);
  std::vector<std::thread> threads;
  for (std::string& id : ids) threads.emplace_back([&] { id = default_key()->id; });
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(ids, testing::Each(ids.front()));
}

TEST_F(KeyServiceTest, OpensADataKeyInItsContextAndRegionAlone) {
  const DataKey made = data_key();
  EXPECT_TRUE(opens(made, kRegion, context_));
  EXPECT_FALSE(opens(made, kRegion, Context({})));
  EXPECT_FALSE(opens(made, "us-east-1", context_));
}

TEST_F(KeyServiceTest, FindsItsKeysAgainAfterARestart) {
  const DataKey made = data_key();
  KeyService again(store_, keys_, keyring_, clock_);
  ASSERT_TRUE(again.load());
  std::array<std::byte, 32> plain{};
  EXPECT_TRUE(again.open_data_key(kRegion, made.wrapped, context_.bound(), kUnguarded, plain));
}

TEST_F(KeyServiceTest, AsksTheGuardBeforeItLooksAtTheState) {
  class Refusing final : public KeyGuard {
    Result<void> require(const Key&, KeyUse, EncryptionContext) const override {
      return failure(ErrorCode::AccessDenied, "no");
    }
  };
  const DataKey made = data_key();
  std::array<std::byte, 32> plain{};
  EXPECT_EQ(service_.open_data_key(kRegion, made.wrapped, context_.bound(), Refusing(), plain)
                .error()
                .code(),
            ErrorCode::AccessDenied);
  EXPECT_EQ(service_.generate_data_key(*default_key(), context_.bound(), Refusing()).error().code(),
            ErrorCode::AccessDenied);
}

TEST_F(KeyServiceTest, RefusesAKeyThatIsSwitchedOffUntilItIsSwitchedOnAgain) {
  const DataKey made = data_key();
  const auto switch_to = [&](KeyState state) {
    const KeyPtr seen = default_key();
    Key changed = *seen;
    changed.state = state;
    ASSERT_TRUE(
        sync_wait(service_.commit(std::move(service_.change().replace(*seen, changed)), {})));
  };
  switch_to(KeyState::Disabled);
  EXPECT_FALSE(opens(made, kRegion, context_));
  EXPECT_EQ(service_.generate_data_key(*default_key(), context_.bound(), kUnguarded).error().code(),
            ErrorCode::KeyDisabled);
  switch_to(KeyState::Enabled);
  EXPECT_TRUE(opens(made, kRegion, context_));
}

TEST_F(KeyServiceTest, OpensWhatOlderGenerationsSealed) {
  const DataKey made = data_key();
  const KeyPtr seen = default_key();
  Key changed = *seen;
  rotate(keyring_, changed, RotationType::OnDemand, clock_.now());
  ASSERT_TRUE(sync_wait(service_.commit(std::move(service_.change().replace(*seen, changed)), {})));
  EXPECT_NE(material_id(*default_key(), 1), material_id(*default_key(), 2));
  EXPECT_TRUE(opens(made, kRegion, context_));
  EXPECT_TRUE(opens(data_key(), kRegion, context_));
}

TEST_F(KeyServiceTest, ForgetsAKeyWithAllThatBelongsToIt) {
  const DataKey made = data_key();
  const KeyPtr seen = default_key();
  const auto aliases = service_.view().aliases_of(kAccount, kRegion);
  ASSERT_THAT(aliases, testing::SizeIs(1));
  ASSERT_TRUE(
      sync_wait(service_.commit(std::move(service_.change().erase(*seen, aliases, {})), {})));
  EXPECT_EQ(service_.view().find(kAccount, kRegion, seen->id), nullptr);
  EXPECT_THAT(service_.view().aliases_of(kAccount, kRegion), testing::IsEmpty());
  EXPECT_FALSE(opens(made, kRegion, context_));
}

class MultiRegionKeyTest : public KeyServiceTest {
 protected:
  MultiRegionKeyTest() {
    Key primary;
    primary.account = kAccount;
    primary.region = kRegion;
    primary.primary_region = kRegion;
    primary.id = new_multi_region_id();
    primary.created = clock_.now();
    primary.policy = std::make_shared<const KeyPolicy>(default_key_policy(kAccount),
                                                       std::vector<policy::PrincipalBinding>());
    give_material(keyring_, primary);
    id_ = primary.id;
    Key replica = primary;
    replica.region = "us-east-1";
    EXPECT_TRUE(sync_wait(
        service_.commit(std::move(service_.change().create(primary).create(replica)), {})));
  }

  KeyPtr key_in(std::string_view region) const {
    return service_.view().find(kAccount, region, id_);
  }

  std::string id_;
};

TEST_F(MultiRegionKeyTest, OpensInEachRegionWhatAnotherSealedAlsoAfterARotation) {
  const auto rotate_all = [&] {
    const KeyPtr primary = key_in(kRegion);
    Key changed = *primary;
    rotate(keyring_, changed, RotationType::OnDemand, clock_.now());
    const auto others = service_.view().in_other_regions(*primary);
    ASSERT_TRUE(sync_wait(service_.commit(
        std::move(service_.change().replace_shared(*primary, changed, others)), {})));
  };
  for (int round = 0; round < 2; ++round) {
    const auto made = service_.generate_data_key(*key_in(kRegion), context_.bound(), kUnguarded);
    EXPECT_TRUE(opens(*made, kRegion, context_));
    EXPECT_TRUE(opens(*made, "us-east-1", context_));
    EXPECT_FALSE(opens(*made, "eu-central-1", context_));
    rotate_all();
  }
  EXPECT_EQ(key_in("us-east-1")->generations, key_in(kRegion)->generations);
}

TEST_F(MultiRegionKeyTest, KnowsItsKeysOfOtherRegions) {
  EXPECT_FALSE(key_in(kRegion)->replica());
  EXPECT_TRUE(key_in("us-east-1")->replica());
  const auto others = service_.view().in_other_regions(*key_in(kRegion));
  ASSERT_THAT(others, testing::SizeIs(1));
  EXPECT_EQ(others[0], key_in("us-east-1"));
}

TEST_F(MultiRegionKeyTest, AnAliasOfOneRegionIsNotThatOfAnother) {
  const Alias alias{.account = std::string(kAccount),
                    .region = "us-east-1",
                    .name = "alias/app",
                    .target = id_,
                    .created = clock_.now(),
                    .updated = clock_.now()};
  ASSERT_TRUE(sync_wait(service_.commit(std::move(service_.change().create(alias)), {})));
  EXPECT_THAT(key_in("us-east-1")->aliases, testing::ElementsAre("alias/app"));
  EXPECT_THAT(key_in(kRegion)->aliases, testing::IsEmpty());
}

TEST_F(MultiRegionKeyTest, AReplicaGoesAlone) {
  const KeyPtr replica = key_in("us-east-1");
  ASSERT_TRUE(sync_wait(service_.commit(std::move(service_.change().erase(*replica, {}, {})), {})));
  EXPECT_EQ(key_in("us-east-1"), nullptr);
  EXPECT_NE(key_in(kRegion), nullptr);
  EXPECT_THAT(service_.view().in_other_regions(*key_in(kRegion)), testing::IsEmpty());
}

TEST(KeyReferenceTest, ReadsEveryForm) {
  const std::string id = "1234abcd-12ab-34cd-56ef-1234567890ab";
  const auto resource = [](const std::string& key_id) {
    const auto parsed = parse_key_id(kAccount, kRegion, key_id);
    return parsed ? std::string(parsed->account) + " " + std::string(parsed->resource)
                  : parsed.error().message();
  };
  EXPECT_EQ(resource(id), "111122223333 " + id);
  EXPECT_EQ(resource("alias/app"), "111122223333 alias/app");
  EXPECT_EQ(resource("arn:aws:kms:eu-west-1:444455556666:key/" + id), "444455556666 " + id);
  EXPECT_EQ(resource("arn:aws:kms:eu-west-1:444455556666:alias/app"), "444455556666 alias/app");
  EXPECT_EQ(resource("mrk-1234abcd12ab34cd56ef1234567890ab"),
            "111122223333 mrk-1234abcd12ab34cd56ef1234567890ab");
  EXPECT_EQ(resource("my-key"), "Invalid keyId 'my-key'");
  EXPECT_EQ(resource("1234ABCD-12ab-34cd-56ef-1234567890ab"),
            "Invalid keyId '1234ABCD-12ab-34cd-56ef-1234567890ab'");
  EXPECT_EQ(resource("arn:aws:kms:us-east-1:111122223333:key/" + id), "Invalid arn us-east-1");
  EXPECT_EQ(resource("arn:aws:s3:::bucket"), "Invalid arn arn:aws:s3:::bucket");
}

}  // namespace
}  // namespace strongroom::kms
