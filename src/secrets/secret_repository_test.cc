#include "secrets/secret_repository.h"

#include "base/sync_wait.h"
#include "keyring/sealed_store.h"
#include "keyring/tables.h"
#include "secrets/secret_record.h"
#include "secrets/testing/secret_builder.h"
#include "store/memory/memory_store.h"
#include "store/testing/faulty_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <utility>

namespace strongroom::secrets {
namespace {

using store::testing::CommitFault;
using testing::a_secret;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kHere;
using ::testing::SizeIs;

class SecretRepositoryTest : public ::testing::Test {
 protected:
  SecretRepositoryTest() {
    EXPECT_TRUE(kms_.load());
    EXPECT_TRUE(repository_.load());
    key_ = sync_wait(kms_.secrets_manager_key(kHere.account, kHere.region)).value();
  }

  static SecretValue text(std::string_view value) {
    return {.kind = ValueKind::String, .bytes = bytes_of(value)};
  }

  /// A change that adds a version with this value and AWSCURRENT alone.
  SecretChange adding(SecretPtr seen, Secret changed, std::string_view id,
                      const SecretValue& value) {
    SecretChange change{
        .seen = std::move(seen), .changed = std::move(changed), .values = {}, .erased_values = {}};
    Version& version = change.changed.versions.emplace_back();
    version.id = id;
    version.created = clock_.now();
    version.labels.add(kCurrent);
    Arena arena;
    EXPECT_TRUE(repository_.add_value(change, id, value, *key_, arena, kms::kUnguarded));
    return change;
  }
  SecretPtr commit(SecretChange change) {
    return sync_wait(repository_.commit(std::move(change), std::nullopt)).value().secret;
  }
  SecretPtr create(std::string_view name = "app/db", std::string_view value = "hunter2") {
    return commit(adding(nullptr, a_secret(name).build(), "v1", text(value)));
  }
  std::string open(SecretRepository& repository, const SecretPtr& secret,
                   std::string_view id = "v1") {
    Arena arena;
    auto opened = sync_wait(
        repository.open_value(*secret, *secret->find_version(id), arena, kms::kUnguarded));
    return opened ? std::string(text_of(opened->bytes)) : opened.error().message();
  }
  ErrorCode refused(SecretChange change) {
    return sync_wait(repository_.commit(std::move(change), std::nullopt)).error().code();
  }
  std::size_t records() { return sync_wait(store_.scan({}, 1'000)).value().size(); }

  FakeClock clock_;
  store::MemoryStore inner_;
  keyring::Keyring keyring_ = keyring::Keyring::create(clock_.now());
  keyring::KeySpace keys_{keyring_};
  keyring::SealedStore sealed_{inner_, keyring_};
  store::testing::FaultyStore store_{sealed_};
  kms::KeyService kms_{store_, keys_, keyring_, clock_};
  SecretRepository repository_{store_, keys_, kms_, 1'000'000};
  kms::KeyPtr key_;
};

TEST_F(SecretRepositoryTest, FindsWhatWasCommitted) {
  const SecretPtr created = create();
  EXPECT_GT(created->revision, 0u);
  EXPECT_EQ(repository_.find(kHere, "app/db").value(), created);
  EXPECT_EQ(repository_.catalog().find(created->key), created);
}

TEST_F(SecretRepositoryTest, TakesEveryFormOfSecretId) {
  const SecretPtr created = create();
  const std::string arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db";
  EXPECT_EQ(repository_.find(kHere, arn + "-a1B2c3").value(), created);
  EXPECT_EQ(repository_.find(kHere, arn).value(), created);
  EXPECT_EQ(repository_.find(kHere, "arn:aws:secretsmanager:us-east-1:111122223333:secret:app/db")
                .value(),
            created);
}

TEST_F(SecretRepositoryTest, FindsNothingUnderAnotherSuffixAccountRegionOrName) {
  create();
  create("my-secret");
  for (const auto* id : {"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-a1B2c4",
                         "arn:aws:secretsmanager:eu-west-1:444455556666:secret:app/db-a1B2c3",
                         "arn:aws:secretsmanager:eu-west-1:111122223333:secret:my-secret",  // no. 4
                         "app/db-a1B2c3", "app", "APP/DB"}) {
    EXPECT_EQ(repository_.find(kHere, id).value(), nullptr) << id;
  }
  EXPECT_EQ(repository_.find({"111122223333", "us-east-1"}, "app/db").value(), nullptr);
  EXPECT_EQ(repository_.find(kHere, "a b").error().code(), ErrorCode::Validation);
}

TEST_F(SecretRepositoryTest, OpensAValueFromTheCacheWithoutAskingTheStore) {
  const SecretPtr created = create();
  store_.fail_reads(true);
  EXPECT_EQ(open(repository_, created), "hunter2");
  EXPECT_EQ(repository_.value_cache_statistics().hits, 1u);
}

TEST_F(SecretRepositoryTest, AsksTheStoreOnceWhenTheCacheIsCold) {
  create();
  SecretRepository second(store_, keys_, kms_, 1'000'000);
  ASSERT_TRUE(second.load());
  const SecretPtr secret = second.find(kHere, "app/db").value();
  EXPECT_EQ(open(second, secret), "hunter2");
  store_.fail_reads(true);
  EXPECT_EQ(open(second, secret), "hunter2");
  EXPECT_EQ(second.value_cache_statistics().misses, 1u);
}

TEST_F(SecretRepositoryTest, KeepsTheKindOfAValueAndEveryByte) {
  const std::string bytes("\0\xff\n", 3);
  const SecretPtr secret = commit(adding(nullptr, a_secret().build(), "v1",
                                         {.kind = ValueKind::Binary, .bytes = bytes_of(bytes)}));
  Arena arena;
  const SecretValue value =
      sync_wait(repository_.open_value(*secret, secret->versions[0], arena, kms::kUnguarded))
          .value();
  EXPECT_EQ(value.kind, ValueKind::Binary);
  EXPECT_EQ(text_of(value.bytes), bytes);
}

TEST_F(SecretRepositoryTest, OpensALargestValue) {
  const std::string large(65'536, 'x');
  EXPECT_EQ(open(repository_, create("large", large)), large);
}

TEST_F(SecretRepositoryTest, BindsAValueToItsSecretAndVersion) {
  const SecretPtr created = create();
  Secret other = *created;
  other.versions[0].id = "v2";
  EXPECT_THAT(open(repository_, std::make_shared<const Secret>(other), "v2"),
              HasSubstr("can't decrypt"));
  other = *created;
  other.suffix[0] = 'X';
  Arena arena;
  const auto refused =
      sync_wait(repository_.open_value(other, other.versions[0], arena, kms::kUnguarded));
  EXPECT_EQ(refused.error().code(), ErrorCode::DecryptionFailure);
}

TEST_F(SecretRepositoryTest, RefusesAValueThatIsNotGenuine) {
  const SecretPtr created = create();
  const Bytes key = copy_of(*created->versions[0].value);
  Bytes stored = sync_wait(store_.get(key)).value()->value;
  for (const std::size_t at : {std::size_t{0}, stored.size() / 2, stored.size() - 1}) {
    Bytes changed = stored;
    changed[at] ^= std::byte{1};
    ASSERT_TRUE(sync_wait(store_.commit({.expects = {}, .writes = {{key, changed}}, .note = {}})));
    SecretRepository fresh(store_, keys_, kms_, 0);
    EXPECT_THAT(open(fresh, created), HasSubstr("can't decrypt")) << at;
  }
}

TEST_F(SecretRepositoryTest, TellsARecordThatDoesNotOpenFromAStoreThatCantBeReadNow) {
  const SecretPtr created = create();
  const keyring::Keyring other = keyring::Keyring::create(clock_.now());
  keyring::SealedStore closed(inner_, other);
  store::testing::FaultyStore store(closed);
  SecretRepository fresh(store, keys_, kms_, 0);
  const auto code = [&] {
    Arena arena;
    return sync_wait(fresh.open_value(*created, created->versions[0], arena, kms::kUnguarded))
        .error()
        .code();
  };
  EXPECT_EQ(code(), ErrorCode::Internal);
  store.fail_reads(true);
  EXPECT_EQ(code(), ErrorCode::Unavailable);
}

TEST_F(SecretRepositoryTest, SaysThatAPlaceholderHasNoValue) {
  const SecretPtr secret = a_secret().with_placeholder("v1", {kPending}).share();
  EXPECT_EQ(open(repository_, secret),
            "Secrets Manager can't find the specified secret value for VersionId: v1");
}

TEST_F(SecretRepositoryTest, SaysThatAValueErasedMeanwhileIsNotFound) {
  const SecretPtr created = create();
  ASSERT_TRUE(sync_wait(repository_.purge(created, std::nullopt)));
  EXPECT_EQ(open(repository_, created),
            "Secrets Manager can't find the specified secret value for VersionId: v1");
}

TEST_F(SecretRepositoryTest, AdmitsThatAValueIsLost) {
  const SecretPtr created = create();
  const Bytes key = copy_of(*created->versions[0].value);
  ASSERT_TRUE(
      sync_wait(store_.commit({.expects = {}, .writes = {{key, std::nullopt}}, .note = {}})));
  SecretRepository fresh(store_, keys_, kms_, 0);
  ASSERT_TRUE(fresh.load());
  Arena arena;
  EXPECT_EQ(sync_wait(fresh.open_value(*created, created->versions[0], arena, kms::kUnguarded))
                .error()
                .code(),
            ErrorCode::Internal);
}

TEST_F(SecretRepositoryTest, RefusesANameThatIsTaken) {
  create();
  EXPECT_EQ(refused(adding(nullptr, a_secret().build(), "v1", text("other"))), ErrorCode::Conflict);
  EXPECT_EQ(open(repository_, repository_.find(kHere, "app/db").value()), "hunter2");
}

TEST_F(SecretRepositoryTest, RefusesAChangeOfAnOutdatedState) {
  const SecretPtr created = create();
  commit(adding(created, *created, "v2", text("second")));
  EXPECT_EQ(refused(adding(created, *created, "v3", text("third"))), ErrorCode::Conflict);
  const SecretPtr now = repository_.find(kHere, "app/db").value();
  EXPECT_THAT(now->versions, SizeIs(2));
  EXPECT_EQ(open(repository_, now, "v2"), "second");
}

TEST_F(SecretRepositoryTest, ErasesValuesFromTheStoreAndTheCache) {
  const SecretPtr created = create();
  const std::size_t before = records();
  SecretChange change = adding(created, *created, "v2", text("second"));
  change.erased_values.push_back(*created->versions[0].value);
  change.changed.versions.erase(change.changed.versions.begin());
  const SecretPtr changed = commit(std::move(change));
  EXPECT_EQ(records(), before);
  EXPECT_THAT(changed->versions, SizeIs(1));
  EXPECT_THAT(open(repository_, created), HasSubstr("can't find"));
}

TEST_F(SecretRepositoryTest, PurgesASecretWithAllItsValuesAndFreesItsName) {
  const std::size_t before = records();
  const SecretPtr created = create();
  const SecretPtr two = commit(adding(created, *created, "v2", text("second")));
  EXPECT_EQ(sync_wait(repository_.purge(created, std::nullopt)).error().code(),
            ErrorCode::Conflict);
  ASSERT_TRUE(sync_wait(repository_.purge(two, std::nullopt)));
  EXPECT_EQ(records(), before);
  EXPECT_EQ(repository_.find(kHere, "app/db").value(), nullptr);
  EXPECT_EQ(open(repository_, create("app/db", "again")), "again");
}

TEST_F(SecretRepositoryTest, KeepsTheAuditNoteWithTheChange) {
  SecretChange change = adding(nullptr, a_secret().build(), "v1", text("x"));
  const auto committed =
      sync_wait(repository_.commit(std::move(change), copy_of(bytes_of("note")))).value();
  const auto notes = sync_wait(store_.notes()).value();
  ASSERT_THAT(notes, SizeIs(1));
  EXPECT_EQ(notes[0].revision, committed.revision);
  EXPECT_EQ(text_of(notes[0].content), "note");
  ASSERT_TRUE(sync_wait(repository_.purge(committed.secret, copy_of(bytes_of("purged")))));
  EXPECT_THAT(sync_wait(store_.notes()).value(), SizeIs(2));
}

TEST_F(SecretRepositoryTest, NamesTheKmsKeyUnlessItIsTheDefaultOne) {
  EXPECT_THAT(create()->versions[0].kms_key_ids, IsEmpty());
}

TEST_F(SecretRepositoryTest, RefusesToSealUnderAKeyThatIsNotThere) {
  SecretChange change{.seen = nullptr,
                      .changed = a_secret().with_placeholder("v1", {}).build(),
                      .values = {},
                      .erased_values = {}};
  kms::Key missing;
  missing.account = kHere.account;
  missing.region = kHere.region;
  missing.id = "00000000-0000-4000-8000-000000000000";
  Arena arena;
  EXPECT_EQ(repository_.add_value(change, "v1", text("x"), missing, arena, kms::kUnguarded)
                .error()
                .code(),
            ErrorCode::EncryptionFailure);
  EXPECT_THAT(change.values, IsEmpty());
  EXPECT_FALSE(change.changed.versions[0].value);
}

TEST_F(SecretRepositoryTest, TellsClientsNothingOfTheStore) {
  const SecretPtr created = create();
  const Error unavailable(ErrorCode::Unavailable, "The service is unavailable. Try again later.");
  const auto answer = [&](CommitFault fault) {
    SecretChange change = adding(created, *created, "v2", text("second"));
    store_.plan({fault});
    return sync_wait(repository_.commit(std::move(change), std::nullopt)).error();
  };
  EXPECT_EQ(answer(CommitFault::NotWritten), unavailable);
  EXPECT_EQ(answer(CommitFault::Conflict).code(), ErrorCode::Conflict);
  EXPECT_EQ(answer(CommitFault::Throttled), Error(ErrorCode::Throttled, "Rate exceeded"));
  store_.plan({CommitFault::NotWritten});
  EXPECT_EQ(sync_wait(repository_.purge(created, std::nullopt)).error(), unavailable);
  SecretRepository cold(store_, keys_, kms_, 0);
  store_.fail_reads(true);
  EXPECT_EQ(open(cold, created), unavailable.message());
}

TEST_F(SecretRepositoryTest, KeepsTheOldStateWhenNothingWasWrittenAndTheNewOneWhenItWas) {
  const SecretPtr created = create();
  const auto versions = [&] { return repository_.find(kHere, "app/db").value()->versions.size(); };
  SecretChange lost = adding(created, *created, "v2", text("second"));
  store_.plan({CommitFault::NotWritten, CommitFault::OutcomeUnknown});
  EXPECT_EQ(refused(std::move(lost)), ErrorCode::Unavailable);
  EXPECT_EQ(versions(), 1u);
  EXPECT_EQ(refused(adding(created, *created, "v2", text("second"))), ErrorCode::Unavailable);
  EXPECT_EQ(versions(), 2u);
  EXPECT_EQ(open(repository_, repository_.find(kHere, "app/db").value(), "v2"), "second");
}

TEST_F(SecretRepositoryTest, LoadsWhatAnEarlierProcessWrote) {
  for (int i = 0; i < 1'300; ++i) create("s" + std::to_string(i));
  SecretRepository second(store_, keys_, kms_, 0);
  ASSERT_TRUE(second.load());
  EXPECT_EQ(second.catalog().size(), 1'300u);
  const SecretPtr here = repository_.find(kHere, "s7").value();
  const SecretPtr there = second.find(kHere, "s7").value();
  EXPECT_EQ(there->revision, here->revision);
  EXPECT_EQ(there->key, here->key);
  EXPECT_EQ(encode_secret(*there), encode_secret(*here));
  // And follows from there.
  create("later");
  EXPECT_NE(second.find(kHere, "later").value(), nullptr);
}

TEST_F(SecretRepositoryTest, FailsToLoadWhatIsUnsound) {
  Bytes key = keys_.key(keyring::Table::Secrets, {"somewhere", "broken"});
  ASSERT_TRUE(sync_wait(store_.commit({.expects = {}, .writes = {{key, Bytes(5)}}, .note = {}})));
  SecretRepository second(store_, keys_, kms_, 0);
  EXPECT_EQ(second.load().error().code(), ErrorCode::Internal);
  SecretRepository third(store_, keys_, kms_, 0);
  store_.fail_reads(true);
  EXPECT_EQ(third.load().error().code(), ErrorCode::Unavailable);
}

TEST_F(SecretRepositoryTest, LetsOneOfManyWritersWinEachRevision) {
  create();
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < 3; ++thread) {
    threads.emplace_back([this, thread] {
      for (int done = 0; done < 10;) {
        const SecretPtr seen = repository_.find(kHere, "app/db").value();
        const std::string id = std::to_string(thread) + "-" + std::to_string(done);
        if (sync_wait(repository_.commit(adding(seen, *seen, id, text(id)), std::nullopt))) ++done;
      }
    });
  }
  threads.clear();
  const SecretPtr secret = repository_.find(kHere, "app/db").value();
  EXPECT_THAT(secret->versions, SizeIs(31));
  EXPECT_EQ(open(repository_, secret, "2-9"), "2-9");
}

}  // namespace
}  // namespace strongroom::secrets
