#pragma once

#include "app/administration.h"
#include "base/arena.h"
#include "base/result.h"
#include "gateway/refusals.h"
#include "ops/context.h"

#include <functional>
#include <string_view>
#include <utility>

namespace strongroom::app {

/// What the operator's socket of a running server answers (docs/operations.md lists the commands).
/// A request is an object with the member `act` and those of the act:
///
///     {"act":"init","account":ID}  {"act":"create-account","account":ID}
///         -> {"user":ARN,"access_key_id":ID,"secret_access_key":TEXT}
///     {"act":"explain","request_id":ID}
///     {"act":"explain","principal":ARN,"action":NAME,"resource":ARN,"context":{KEY:[VALUE]}}
///         -> {"text":TEXT}
///     {"act":"audit-public-key"}
///         -> {"text":PEM}
///     {"act":"audit-export"}, before the digests of an export are signed
///         -> {"fingerprint":HEX}
///     {"act":"audit-sign","fingerprint":HEX,"text":TEXT}
///         -> {"signature":HEX}
///     {"act":"audit-rotate-key"}
///         -> {"fingerprint":HEX} of the new key
///     {"act":"list-unused","unused_for":"90d"}  {"act":"list-use","secret":NAME-OR-ARN}
///         -> {"text":TEXT}
///
///     {"act":"run-jobs"}, for what a background job would do in its time
///         -> {}
///
/// and a refusal is {"error":TEXT}. One thread at a time.
class OperatorActs {
 public:
  /// All of these outlive this object.
  OperatorActs(OpenStore& store, const ops::Services& services, const gateway::Refusals& refusals,
               std::function<void()> run_jobs)
      : store_(store),
        services_(services),
        refusals_(refusals),
        run_jobs_(std::move(run_jobs)),
        administration_(store) {}

  /// Holds a secret access key where one was made. In the arena.
  std::string_view answer(std::string_view line, Arena& arena);

 private:
  Result<std::string_view> begin_export(Arena& arena);
  Result<std::string_view> unused(std::string_view unused_for, Arena& arena);
  Result<std::string_view> use(std::string_view secret, Arena& arena);
  Result<std::string_view> perform(std::string_view line, Arena& arena);

  OpenStore& store_;
  const ops::Services& services_;
  const gateway::Refusals& refusals_;
  std::function<void()> run_jobs_;
  Administration administration_;
};

}  // namespace strongroom::app
