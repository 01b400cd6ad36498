#pragma once

#include "base/sync_wait.h"
#include "iam/account_changes.h"
#include "iam/callers.h"
#include "iam/group_changes.h"
#include "iam/iam_repository.h"
#include "iam/login_profile_changes.h"
#include "iam/lookup.h"
#include "iam/managed_policy_changes.h"
#include "iam/oidc_provider_changes.h"
#include "iam/permission_changes.h"
#include "iam/role_changes.h"
#include "iam/user_changes.h"
#include "keyring/sealed_store.h"
#include "store/memory/memory_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace strongroom::iam::testing {

inline constexpr std::string_view kAccount = "111122223333";
inline constexpr std::string_view kOther = "444455556666";
inline constexpr std::string_view kAllowAll =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})";
inline constexpr std::string_view kDenyAll =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}})";
inline constexpr std::string_view kTrustAccount =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}})";

/// Identities on a sealed store in memory, with two accounts.
class IamTest : public ::testing::Test {
 protected:
  IamTest() {
    EXPECT_TRUE(repository_.load());
    for (const std::string_view account : {kAccount, kOther}) {
      made(create_account(basis(), account));
    }
  }

  Basis basis() const { return repository_.basis(clock_.now()); }
  const Directory& directory() const { return repository_.directory(); }

  /// Commits, and gives what came of it.
  template <class E>
  Result<std::shared_ptr<const E>> commit(Result<Change<E>> change) {
    auto committed = sync_wait(repository_.commit(std::move(change), std::nullopt));
    if (!committed) return std::unexpected(committed.error());
    return committed->result;
  }
  template <class E>
  std::shared_ptr<const E> made(Result<Change<E>> change) {
    auto result = commit(std::move(change));
    EXPECT_TRUE(result) << (result ? "" : result.error().message());
    return result ? *result : nullptr;
  }
  template <class E>
  Error refused(Result<Change<E>> change) {
    auto result = commit(std::move(change));
    EXPECT_FALSE(result);
    return result ? Error(ErrorCode::Internal, "was not refused") : result.error();
  }

  /// What is there by this name or ARN (lookup.h), as an operation finds it.
  template <class E>
  std::shared_ptr<const E> seen(std::string_view which, std::string_view account = kAccount) {
    auto entity = require<E>(directory(), account, which);
    EXPECT_TRUE(entity) << (entity ? "" : entity.error().message());
    return entity ? *entity : nullptr;
  }

  UserPtr user(std::string_view name) { return made(create_user(basis(), {kAccount, name})); }
  GroupPtr group(std::string_view name) { return made(create_group(basis(), kAccount, name)); }
  RolePtr role(std::string_view name, std::string_view trust = kTrustAccount) {
    return made(create_role(basis(), {kAccount, name, trust}));
  }
  ManagedPolicyPtr policy(std::string_view name, std::string_view document = kAllowAll) {
    return made(create_policy(basis(), {kAccount, name, document}));
  }

  FakeClock clock_;
  store::MemoryStore inner_;
  keyring::Keyring keyring_ = keyring::Keyring::create(clock_.now());
  keyring::KeySpace keys_{keyring_};
  keyring::SealedStore store_{inner_, keyring_};
  AccessKeys access_keys_;
  IamRepository repository_{store_, keys_, access_keys_};
};

}  // namespace strongroom::iam::testing
