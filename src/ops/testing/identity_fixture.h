#pragma once

#include "base/arena.h"
#include "base/sync_wait.h"
#include "base/worker_pool.h"
#include "iam/callers.h"
#include "iam/sessions.h"
#include "iam/testing/iam_fixture.h"
#include "kms/key_service.h"
#include "ops/context.h"
#include "policy/evaluate.h"
#include "secrets/page_token.h"
#include "secrets/secret_repository.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace strongroom::ops::testing {

using iam::testing::kAccount;
using iam::testing::kAllowAll;
using iam::testing::kOther;

/// Decides by what the directory says of the caller and by the policy of the resource.
class DirectoryAuthorizer final : public Authorizer {
 public:
  DirectoryAuthorizer(const iam::Directory& directory, const policy::Caller& caller)
      : directory_(directory), caller_(caller) {}

  Result<void> require(const policy::AccessRequest& access) override {
    const iam::PrincipalPoliciesPtr own = directory_.policies_of(caller_.unique_id);
    policy::ApplicablePolicies policies{.identity = {},
                                        .boundary = nullptr,
                                        .session = std::nullopt,
                                        .resource = access.resource_policy,
                                        .resource_rule = access.resource_rule};
    if (own) policies.identity = own->identity;
    if (policy::evaluate(access, caller_, {}, policies).allowed()) return {};
    return failure(ErrorCode::AccessDenied, std::string(access.action));
  }

 private:
  const iam::Directory& directory_;
  const policy::Caller& caller_;
};

/// Identities of two accounts, and the operations on them as the pipeline runs them between
/// decoding and encoding.
class IdentityTest : public iam::testing::IamTest {
 protected:
  /// As a user, as root, or as the holder of a session.
  template <class Operation>
  Result<typename Operation::Output> call(const iam::CallerPtr& caller,
                                          const typename Operation::Input& input,
                                          const iam::OpenSession* session = nullptr) {
    DirectoryAuthorizer authorizer(directory(), *caller);
    OperationContext context{.services = services_,
                             .authorizer = authorizer,
                             .caller = *caller,
                             .access_key_id = {},
                             .session = session,
                             .partition = {.account = caller->account, .region = "eu-west-1"},
                             .request_id = "request",
                             .now = clock_.now(),
                             .arena = arena_,
                             .secret = nullptr,
                             .audit_note = [] { return Bytes(4); },
                             .committed = {},
                             .resource_arn = {}};
    while (true) {
      context.identity = {};
      SR_TRY(const policy::AccessRequest access, Operation::access(context, input));
      SR_CHECK(context.authorizer.require(access));
      // What another client does between decision and commit.
      if (auto meanwhile = std::exchange(before_handle_, nullptr)) meanwhile();
      auto output = sync_wait(Operation::handle(context, input));
      if (output || output.error().code() != ErrorCode::Conflict) return output;
    }
  }

  /// A user who may do everything that `document` says.
  iam::CallerPtr user_who_may(std::string_view name, std::string_view document,
                              std::string_view account = kAccount) {
    made(iam::create_user(basis(), {account, name}));
    made(iam::put_inline_policy<iam::User>(basis(), seen<iam::User>(name, account), "p", document));
    return iam::user_caller(*seen<iam::User>(name, account));
  }

  std::function<void()> before_handle_;  ///< Called once, by the next call.
  Arena arena_;                          ///< Views of answers live in it.
  iam::Sessions sessions_{keyring_, repository_.directory(), access_keys_};
  WorkerPool workers_{1};

 private:
  kms::KeyService kms_{store_, keys_, keyring_, clock_};
  secrets::SecretRepository secrets_{store_, keys_, kms_, 1 << 20};
  secrets::PageTokens page_tokens_{bytes_of("00000000000000000000000000000000")};
  iam::SignInLimiter sign_ins_;
  Services services_{.secrets = secrets_,
                     .keys = kms_,
                     .page_tokens = page_tokens_,
                     .identity = repository_,
                     .sessions = sessions_,
                     .sign_ins = sign_ins_,
                     .workers = workers_};
};

}  // namespace strongroom::ops::testing
