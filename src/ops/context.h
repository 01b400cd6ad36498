#pragma once

#include "base/arena.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "kms/key_service.h"
#include "policy/access.h"
#include "secrets/page_token.h"
#include "secrets/secret_repository.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::ops {

/// What all operations work with; lives as long as the server.
struct Services {
  secrets::SecretRepository& secrets;
  kms::KeyService& keys;
  const secrets::PageTokens& page_tokens;
};

/// Decides; the pipeline implements it. The one who asks is the caller of the operation.
class Authorizer {
 public:
  virtual ~Authorizer() = default;
  /// AccessDenied with AWS's text when it is not allowed.
  virtual Result<void> require(const policy::AccessRequest& access) = 0;
};

/// One authenticated call on its way through its operation. The pipeline fills it before `access`.
struct OperationContext {
  const Services& services;
  Authorizer& authorizer;  ///< For further resources; the operation's own access has been decided
                           ///< by the pipeline.
  const policy::Principal& caller;
  secrets::Partition partition;  ///< The caller's account and the request's Region.
  Timestamp now;                 ///< One moment for the whole call.
  Arena& arena;                  ///< Wiped when the answer has left.

  /// Set by `access`, used by `handle`: the secret that the decision was about; null when there is
  /// none.
  secrets::SecretPtr secret;

  /// The audit record that a change carries in its transaction, once for each commit.
  std::function<Bytes()> audit_note;
  /// Revisions of the commits made, so that their notes are released when the record is in the
  /// audit file.
  std::vector<store::Revision> committed;
  /// ARN of the resource touched, for the audit record.
  std::string_view resource_arn;
};

/// Commits `change` with its audit note and remembers both; what every changing operation ends
/// with.
Task<Result<secrets::SecretPtr>> commit(OperationContext& context, secrets::SecretChange change);

}  // namespace strongroom::ops
