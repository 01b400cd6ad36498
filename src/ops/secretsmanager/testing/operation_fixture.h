#pragma once

#include "base/clock.h"
#include "base/sync_wait.h"
#include "iam/callers.h"
#include "iam/iam_repository.h"
#include "iam/sessions.h"
#include "keyring/keyring.h"
#include "keyring/sealed_store.h"
#include "kms/key_service.h"
#include "ops/context.h"
#include "ops/secretsmanager/operations.h"
#include "secrets/secret_repository.h"
#include "store/memory/memory_store.h"
#include "wire/aws_json.h"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strongroom::ops::secretsmanager::testing {

inline constexpr std::string_view kAccount = "111122223333";
inline constexpr std::string_view kRegion = "eu-west-1";

/// A ClientRequestToken: 36 times one digit or letter.
inline std::string token(char c) { return std::string(36, c); }

/// Allows all but what a test denies, and remembers what it was asked.
class RecordingAuthorizer final : public Authorizer {
 public:
  Result<void> require(const policy::AccessRequest& access) override;

  /// An AccessRequest that outlives its call; tags of the resource as keys of their own.
  struct Asked {
    std::string action;
    std::string resource;
    std::string resource_account;
    std::vector<std::pair<std::string, std::vector<std::string>>> context;
  };
  std::vector<Asked> asked;
  std::vector<std::pair<std::string, std::string>>
      denied;  ///< Action, and resource or its beginning.
};

/// What a client would get.
struct Answer {
  std::optional<Error> error;
  std::string body;
  boost::json::object json;  ///< Of the body, if there is one.

  bool has(std::string_view member) const { return json.contains(member); }
  std::string text(std::string_view member) const;
  /// A part of the body as JSON text, for comparing: `part("/VersionIdsToStages/1...")`.
  std::string part(std::string_view pointer) const;
};

/// An account's secrets on a memory store, with real encryption and a clock that stands still.
/// Operations run as the pipeline runs them, from the body to the answer's body.
class OperationTest : public ::testing::Test {
 protected:
  OperationTest();

  Answer call(std::string_view operation, std::string_view body);

  /// A secret with this value under `token(c)`; returns its ARN.
  std::string create(std::string_view name, std::string_view value = "s1", char c = '1');
  /// Puts another value, with AWSCURRENT when no labels are given (a JSON list).
  Answer put(std::string_view name, std::string_view value, char c, std::string_view labels = {});
  /// The labels of all versions that have some, as JSON: {"1111...":["AWSCURRENT"]}.
  std::string labels(std::string_view name);
  void schedule_deletion(std::string_view name);
  /// A version without a value, as a rotation makes it.
  void add_placeholder(std::string_view name, char c);
  /// The secret as the catalog has it.
  secrets::SecretPtr secret(std::string_view name) const;

  FakeClock clock;
  RecordingAuthorizer authorizer;
  std::function<void()> before_handle;  ///< Called once, by the next call.
  std::size_t commits = 0;              ///< Of the last call.
  std::string resource_arn;             ///< Of the last call.

 private:
  OperationContext new_context(Arena& arena);
  store::MemoryStore memory_;
  keyring::Keyring keyring_ = keyring::Keyring::create(clock.now());
  keyring::KeySpace keys_{keyring_};
  keyring::SealedStore store_{memory_, keyring_};
  kms::KeyService kms_{store_, keys_, keyring_, clock};
  secrets::SecretRepository secrets_{store_, keys_, kms_, 1 << 20};
  secrets::PageTokens page_tokens_;
  iam::AccessKeys access_keys_;
  iam::IamRepository identity_{store_, keys_, access_keys_};
  iam::Sessions sessions_{keyring_, identity_.directory(), access_keys_};
  iam::SignInLimiter sign_ins_;
  WorkerPool workers_{1};
  Services services_{.secrets = secrets_,
                     .keys = kms_,
                     .page_tokens = page_tokens_,
                     .identity = identity_,
                     .sessions = sessions_,
                     .sign_ins = sign_ins_,
                     .workers = workers_};
  iam::CallerPtr caller_ = iam::root_caller(kAccount);
};

MATCHER(Succeeds, "") {
  if (arg.error) *result_listener << arg.error->message();
  return !arg.error;
}

MATCHER_P2(Fails, code, message, "") {
  if (!arg.error) return false;
  *result_listener << "code " << static_cast<int>(arg.error->code()) << ", "
                   << arg.error->message();
  return arg.error->code() == code && arg.error->message() == message;
}

inline constexpr std::string_view kNotFound = "Secrets Manager can't find the specified secret.";
inline constexpr std::string_view kMarkedForDeletion =
    "You can't perform this operation on the secret because it was marked for deletion.";
inline constexpr std::string_view kInvalidName =
    "Invalid name. Must be a valid name containing alphanumeric characters, or any of the "
    "following: "
    "-/_+=.@!";
inline constexpr std::string_view kNoToken =
    "You must provide a ClientRequestToken value. We recommend a UUID-type value.";

}  // namespace strongroom::ops::secretsmanager::testing
