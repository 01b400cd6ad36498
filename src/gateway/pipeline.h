#pragma once

#include "audit/audit_log.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/metrics.h"
#include "base/task.h"
#include "gateway/authenticator.h"
#include "gateway/probes.h"
#include "gateway/refusals.h"
#include "gateway/request_metrics.h"
#include "http/message.h"
#include "ops/context.h"
#include "store/store.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::gateway {

/// One request's way: answer a probe, or else authenticate, find the operation, run it (decode,
/// decide, handle), write its audit record, answer. Nothing leaves before its record is written.
/// Any thread; what it is given outlives it.
class Pipeline {
 public:
  Pipeline(const Probes& probes, const Authenticator& authenticator, const ops::Services& services,
           store::Store& store, audit::AuditLog& audit, const Clock& clock,
           metrics::Registry& metrics, Refusals& refusals);

  Task<http::Response> serve(const http::Request& request, Arena& arena);

 private:
  struct Call;

  /// Appends the answer's body; an error becomes the client's answer.
  Task<Result<void>> perform(const http::Request& request, Call& call, ArenaText& answer);
  Result<void> find_operation_of(const http::Request& request, Call& call) const;
  Task<Result<void>> run_operation(const http::Request& request, const AuthenticatedCaller& caller,
                                   Call& call, ArenaText& answer);
  Task<Result<void>> record(Call& call, const Result<void>& outcome);
  static void log_call(const Call& call, unsigned status, std::chrono::nanoseconds took);

  const Probes& probes_;
  const Authenticator& authenticator_;
  const ops::Services& services_;
  store::Store& store_;
  audit::AuditLog& audit_;
  const Clock& clock_;
  Refusals& refusals_;
  RequestMetrics metrics_;
};

}  // namespace strongroom::gateway
