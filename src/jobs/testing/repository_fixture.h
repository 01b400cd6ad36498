#pragma once

#include "base/arena.h"
#include "base/clock.h"
#include "base/sync_wait.h"
#include "keyring/key_space.h"
#include "keyring/keyring.h"
#include "kms/key_service.h"
#include "secrets/secret_repository.h"
#include "store/memory/memory_store.h"
#include "store/testing/faulty_store.h"

#include <gtest/gtest.h>

namespace strongroom::jobs {

/// A repository in memory, for the tests of this room.
class RepositoryFixture : public testing::Test {
 protected:
  RepositoryFixture() {
    EXPECT_TRUE(keys_.load());
    EXPECT_TRUE(secrets_.load());
  }

  secrets::SecretPtr create(std::string name, std::optional<Timestamp> deletion = std::nullopt) {
    secrets::Secret secret;
    secret.partition = {.account = "111122223333", .region = "eu-west-1"};
    secret.name = std::move(name);
    secret.suffix = {'a', 'b', 'c', 'd', 'e', 'f'};
    secret.created = secret.changed = clock_.now();
    secret.deletion = deletion;
    secrets::Version& version = secret.versions.emplace_back();
    version.id = kVersion;
    version.created = clock_.now();
    version.labels.add(secrets::kCurrent);
    secrets::SecretChange change{
        .seen = nullptr, .changed = std::move(secret), .values = {}, .erased_values = {}};
    const kms::KeyPtr key =
        sync_wait(keys_.secrets_manager_key("111122223333", "eu-west-1")).value();
    Arena arena;
    EXPECT_TRUE(secrets_.add_value(change, kVersion,
                                   {.kind = secrets::ValueKind::String, .bytes = bytes_of("value")},
                                   *key, arena, kms::kUnguarded));
    return sync_wait(secrets_.commit(std::move(change), std::nullopt)).value().secret;
  }
  secrets::SecretPtr find(std::string_view name) const {
    return secrets_.find({.account = "111122223333", .region = "eu-west-1"}, name).value();
  }

  static constexpr const char* kVersion = "11111111-2222-3333-4444-555555555555";

  FakeClock clock_;
  store::MemoryStore memory_;
  store::testing::FaultyStore store_{memory_};
  keyring::Keyring keyring_ = keyring::Keyring::create(clock_.now());
  keyring::KeySpace key_space_{keyring_};
  kms::KeyService keys_{store_, key_space_, keyring_, clock_};
  secrets::SecretRepository secrets_{store_, key_space_, keys_, std::size_t{1} << 20};
};

}  // namespace strongroom::jobs
