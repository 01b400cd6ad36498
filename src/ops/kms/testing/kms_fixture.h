#pragma once

#include "base/arena.h"
#include "base/clock.h"
#include "base/sync_wait.h"
#include "base/worker_pool.h"
#include "iam/callers.h"
#include "iam/iam_repository.h"
#include "iam/sessions.h"
#include "keyring/sealed_store.h"
#include "kms/key_service.h"
#include "ops/context.h"
#include "ops/kms/create_key.h"
#include "secrets/page_token.h"
#include "secrets/secret_repository.h"
#include "store/memory/memory_store.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace strongroom::ops::kms_api::testing {

inline constexpr std::string_view kAccount = "111122223333";

/// The keys of an account on a memory store. Operations run between decoding and encoding, as the
/// pipeline runs them, for a caller who may do everything.
class KmsTest : public ::testing::Test {
 protected:
  KmsTest() {
    EXPECT_TRUE(keys_.load());
    EXPECT_TRUE(identity_.load());
  }

  template <class Operation>
  Result<typename Operation::Output> call(const typename Operation::Input& input) {
    OperationContext context{.services = services_,
                             .authorizer = authorizer_,
                             .caller = *caller_,
                             .access_key_id = "test",
                             .partition = {.account = std::string(kAccount), .region = "eu-west-1"},
                             .request_id = "request",
                             .now = clock_.now(),
                             .arena = arena_,
                             .secret = nullptr,
                             .audit_note = [] { return Bytes(4); },
                             .committed = {},
                             .resource_arn = {}};
    while (true) {
      SR_CHECK(Operation::access(context, input));
      if (auto meanwhile = std::exchange(before_handle_, nullptr)) meanwhile();
      auto output = sync_wait(Operation::handle(context, input));
      if (output || output.error().code() != ErrorCode::Conflict) return output;
    }
  }

  /// Its id.
  std::string new_key(std::string_view origin = kms::kOwnOrigin) {
    CreateKey::Input input{};
    input.origin = origin;
    const auto made = call<CreateKey>(input);
    EXPECT_TRUE(made);
    return made ? std::string(made->key_metadata.key_id) : "";
  }
  kms::KeyPtr key(std::string_view id) const {
    return keys_.view().find(kAccount, "eu-west-1", id);
  }

  FakeClock clock_;
  Arena arena_;                          ///< Views of answers live in it.
  std::function<void()> before_handle_;  ///< What another client does before the next call commits.

 private:
  class AllowAll final : public Authorizer {
   public:
    Result<void> require(const policy::AccessRequest&) override { return {}; }
  };

  store::MemoryStore memory_;
  keyring::Keyring keyring_ = keyring::Keyring::create(clock_.now());
  keyring::KeySpace key_space_{keyring_};
  keyring::SealedStore store_{memory_, keyring_};
  kms::KeyService keys_{store_, key_space_, keyring_, clock_};
  secrets::SecretRepository secrets_{store_, key_space_, keys_, 1 << 20};
  secrets::PageTokens page_tokens_{bytes_of("00000000000000000000000000000000")};
  iam::AccessKeys access_keys_;
  iam::IamRepository identity_{store_, key_space_, access_keys_};
  iam::Sessions sessions_{keyring_, identity_.directory(), access_keys_};
  iam::SignInLimiter sign_ins_;
  WorkerPool workers_{1};
  Services services_{.secrets = secrets_,
                     .keys = keys_,
                     .page_tokens = page_tokens_,
                     .identity = identity_,
                     .sessions = sessions_,
                     .sign_ins = sign_ins_,
                     .workers = workers_};
  AllowAll authorizer_;
  iam::CallerPtr caller_ = iam::root_caller(kAccount);
};

}  // namespace strongroom::ops::kms_api::testing
