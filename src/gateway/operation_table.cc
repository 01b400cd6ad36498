#include "gateway/operation_table.h"

#include "ops/operation.h"
#include "ops/secretsmanager/operations.h"
#include "wire/aws_json.h"

#include <algorithm>
#include <array>

namespace strongroom::gateway {
namespace {

/// How often a call starts again because another one changed the same secret in between. Each round
/// at least one of the competitors gets through, so this many may write the same secret at the same
/// moment.
constexpr int kMaxRounds = 200;

template <class Operation>
Task<Result<void>> run(ops::OperationContext& context, std::string_view body, ArenaText& answer) {
  SR_CO_TRY(const typename Operation::Input input,
            wire::decode(Operation::kInput, body, context.arena));
  for (int round = 0; round < kMaxRounds; ++round) {
    context.secret = nullptr;
    SR_CO_TRY(policy::AccessRequest access, Operation::access(context, input));
    const Result<void> decision = context.authorizer.require(access);
    if (access.resource != "*") context.resource_arn = access.resource;
    SR_CO_CHECK(decision);
    const auto output = co_await Operation::handle(context, input);
    if (output) {
      wire::encode(Operation::kOutput, *output, answer);
      co_return {};
    }
    if (output.error().code() != ErrorCode::Conflict) co_return std::unexpected(output.error());
  }
  co_return failure(ErrorCode::Throttled, "Rate exceeded");
}

template <class... Operations>
constexpr std::array<OperationEntry, sizeof...(Operations)> entries_of(
    ops::OperationList<Operations...>) {
  return {OperationEntry{.name = Operations::kName, .run = &run<Operations>}...};
}

constexpr auto kSecretsManager = entries_of(ops::secretsmanager::Operations{});

}  // namespace

std::span<const OperationEntry> operations_of(wire::Service service) {
  if (service == wire::Service::SecretsManager) return kSecretsManager;
  return {};
}

const OperationEntry* find_operation(wire::Service service, std::string_view name) {
  const auto operations = operations_of(service);
  const auto found = std::ranges::find(operations, name, &OperationEntry::name);
  return found == operations.end() ? nullptr : &*found;
}

}  // namespace strongroom::gateway
