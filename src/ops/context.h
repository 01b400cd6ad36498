#pragma once

#include "audit/event.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "base/worker_pool.h"
#include "iam/entities.h"
#include "iam/iam_repository.h"
#include "iam/sessions.h"
#include "iam/sign_in_limiter.h"
#include "kms/key_service.h"
#include "ops/recorded.h"
#include "policy/access.h"
#include "policy/caller.h"
#include "policy/denial_text.h"
#include "secrets/page_token.h"
#include "secrets/secret_repository.h"

#include <functional>
#include <memory>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace strongroom::audit {
class Trail;
}
namespace strongroom::iam {
class KeySetFolder;
class PublishedKeys;
}  // namespace strongroom::iam

namespace strongroom::ops {

/// What all operations work with; lives as long as the server.
struct Services {
  secrets::SecretRepository& secrets;
  kms::KeyService& keys;
  const secrets::PageTokens& page_tokens;
  iam::IamRepository& identity;
  iam::Sessions& sessions;
  iam::SignInLimiter& sign_ins;
  WorkerPool& workers;  ///< For what takes its time: hashes of passwords.
  /// Regions that are served; none: all.
  std::vector<std::string> regions = {};
  /// Root may not, except in development, where it is the only one there is at first (iam contract
  /// 1.1).
  bool root_may_assume_roles = false;
  /// As if each PutResourcePolicy asked for it (policy contract 8).
  bool block_public_policies = false;
  /// In refusals (policy contract 6).
  policy::PolicyNames policy_names = policy::PolicyNames::Hidden;
  /// Keys of identity providers in files, which win; null: none.
  iam::KeySetFolder* key_sets = nullptr;
  /// Keys of identity providers as they publish them; null: none are fetched.
  iam::PublishedKeys* published_keys = nullptr;
  /// What LookupEvents reads; null: there is nothing to look up.
  audit::Trail* trail = nullptr;
};

/// Decides; the pipeline implements it. The one who asks is the caller of the operation.
class Authorizer {
 public:
  virtual ~Authorizer() = default;
  /// AccessDenied with AWS's text when it is not allowed.
  virtual Result<void> require(const policy::AccessRequest& access) = 0;
  /// The same for somebody else than the caller of the operation, whom only the policy of the
  /// resource can let in: who comes with a token instead of a signature. Who does not expect this
  /// allows it to nobody.
  virtual Result<void> require_for(const policy::Caller& who, const policy::AccessRequest& access);
};

/// What an operation of IAM or STS is about.
using IdentityPtr = std::variant<std::monostate, iam::UserPtr, iam::GroupPtr, iam::RolePtr,
                                 iam::ManagedPolicyPtr, iam::OidcProviderPtr>;

/// One authenticated call on its way through its operation. The pipeline fills it before `access`.
struct OperationContext {
  const Services& services;
  Authorizer& authorizer;  ///< For further resources; the operation's own access has been decided
                           ///< by the pipeline.
  const policy::Caller& caller;
  std::string_view access_key_id;             ///< That the call is signed with; empty if unsigned.
  const iam::OpenSession* session = nullptr;  ///< Of a temporary credential; null otherwise.
  secrets::Partition partition;               ///< The caller's account and the request's Region.
  std::string_view request_id;
  Timestamp now;  ///< One moment for the whole call.
  Arena& arena;   ///< Wiped when the answer has left.

  /// Set by `access`, used by `handle`: the secret that the decision was about; null when there is
  /// none.
  secrets::SecretPtr secret;
  /// The same for the entity of an operation of IAM or STS.
  IdentityPtr identity = {};

  /// The same of the KMS API: the key.
  kms::KeyPtr key = {};

  /// Set by `access` for a secret that is to be made: the random end of its ARN.
  std::string_view arn_suffix = {};
  /// What the decision views, kept alive as long as the call.
  std::vector<std::shared_ptr<const void>> held = {};

  /// The audit record that a change carries in its transaction, once for each commit.
  std::function<Bytes()> audit_note;
  /// Revisions of the commits made, so that their notes are released when the record is in the
  /// audit file.
  std::vector<store::Revision> committed;
  /// ARN of the resource touched, for the audit record.
  std::string_view resource_arn;
  /// What the audit shows of this call besides, the calls that it makes for its caller among them.
  audit::Details record{.further = std::pmr::vector<audit::FurtherEvent>(&arena)};
};

/// Commits `change` with its audit note and remembers both; what every changing operation ends
/// with.
Task<Result<secrets::SecretPtr>> commit(OperationContext& context, secrets::SecretChange change);

/// The same for a change of KMS keys.
Task<Result<void>> commit(OperationContext& context, kms::KeyChange change);

/// The same for a change of identities; returns what it made.
template <class E>
Task<Result<std::shared_ptr<const E>>> commit(OperationContext& context,
                                              Result<iam::Change<E>> change) {
  SR_CO_TRY(iam::Committed<E> committed,
            co_await context.services.identity.commit(std::move(change), context.audit_note()));
  if (committed.revision != 0) context.committed.push_back(committed.revision);
  co_return std::move(committed.result);
}

}  // namespace strongroom::ops
