#include "ops/cloudtrail/list_public_keys.h"

#include "audit/export_key.h"
#include "audit/trail.h"
#include "ops/access.h"

#include <chrono>
#include <utility>

namespace strongroom::ops::cloudtrail {
namespace {

/// The key that signs has no end yet; CloudTrail's have, and clients look for it.
constexpr std::chrono::days kValidAhead{30};

}  // namespace

Result<policy::AccessRequest> ListPublicKeys::access(OperationContext& context, const Input&) {
  return access_to_all(context, "cloudtrail:ListPublicKeys");
}

Task<Result<ListPublicKeys::Output>> ListPublicKeys::handle(OperationContext& context,
                                                            const Input& input) {
  const Timestamp start = input.start.value_or(context.now);
  const Timestamp end = input.end.value_or(context.now);
  if (input.start && input.end && start > end) {
    co_return failure(ErrorCode::InvalidRequest, "The start time must be before the end time.");
  }
  Output output;
  audit::Trail* const trail = context.services.trail;
  if (trail == nullptr || trail->export_key() == nullptr) co_return output;
  SR_CO_TRY(const auto keys, co_await context.services.workers.run(
                                 [&] { return trail->export_key()->public_keys(); }));
  for (const audit::ExportKey::Public& key : keys) {
    const Timestamp valid_to = key.retired.value_or(context.now + kValidAhead);
    if (end < key.valid_from || start > valid_to) continue;
    output.keys.push_back({.der = bytes_of(context.arena.copy(text_of(key.der))),
                           .valid_from = key.valid_from,
                           .valid_to = valid_to,
                           .fingerprint = key.fingerprint});
  }
  co_return output;
}

}  // namespace strongroom::ops::cloudtrail
