#include "ops/context.h"

#include <fmt/format.h>

#include <utility>

namespace strongroom::ops {

Result<void> Authorizer::require_for(const policy::Caller&, const policy::AccessRequest& access) {
  return failure(ErrorCode::AccessDenied,
                 fmt::format("Not authorized to perform {}", access.action));
}

Task<Result<secrets::SecretPtr>> commit(OperationContext& context, secrets::SecretChange change) {
  context.resource_arn = change.changed.arn(context.arena);  // the note names it
  SR_CO_TRY(secrets::SecretRepository::Committed committed,
            co_await context.services.secrets.commit(std::move(change), context.audit_note()));
  context.committed.push_back(committed.revision);
  co_return std::move(committed.secret);
}

Task<Result<void>> commit(OperationContext& context, kms::KeyChange change) {
  SR_CO_TRY(const store::Revision revision,
            co_await context.services.keys.commit(std::move(change), context.audit_note()));
  context.committed.push_back(revision);
  co_return {};
}

}  // namespace strongroom::ops
