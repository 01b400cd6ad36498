#include "gateway/operation_table.h"

#include "ops/iam/operations.h"
#include "ops/operation.h"
#include "ops/secretsmanager/operations.h"
#include "ops/sts/operations.h"
#include "wire/aws_json.h"
#include "wire/aws_query.h"

#include <algorithm>
#include <array>

namespace strongroom::gateway {
namespace {

/// How often a call starts again because another one changed the same secret in between. Each round
/// at least one of the competitors gets through, so this many may write the same secret at the same
/// moment.
constexpr int kMaxRounds = 200;

/// How AWS JSON writes inputs and outputs.
struct Json {
  template <class Operation>
  static Result<typename Operation::Input> decode(std::string_view body, Arena& arena) {
    return wire::decode(Operation::kInput, body, arena);
  }
  template <class Operation>
  static void encode(const ops::OperationContext&, const typename Operation::Output& output,
                     ArenaText& answer) {
    wire::encode(Operation::kOutput, output, answer);
  }
};

/// How the Query services do.
template <wire::Service service>
struct Query {
  template <class Operation>
  static Result<typename Operation::Input> decode(std::string_view form, Arena& arena) {
    return wire::decode_query(Operation::kInput, form, arena);
  }
  template <class Operation>
  static void encode(const ops::OperationContext& context, const typename Operation::Output& output,
                     ArenaText& answer) {
    wire::encode_query(service, Operation::kName, Operation::kOutput, output, context.request_id,
                       answer);
  }
};

template <class Operation, class Protocol>
Task<Result<void>> run(ops::OperationContext& context, std::string_view body, ArenaText& answer) {
  SR_CO_TRY(const typename Operation::Input input,
            Protocol::template decode<Operation>(body, context.arena));
  for (int round = 0; round < kMaxRounds; ++round) {
    context.secret = nullptr;
    SR_CO_TRY(policy::AccessRequest access, Operation::access(context, input));
    const Result<void> decision = context.authorizer.require(access);
    if (access.resource != "*") context.resource_arn = access.resource;
    SR_CO_CHECK(decision);
    const auto output = co_await Operation::handle(context, input);
    if (output) {
      Protocol::template encode<Operation>(context, *output, answer);
      co_return {};
    }
    if (output.error().code() != ErrorCode::Conflict) co_return std::unexpected(output.error());
  }
  co_return failure(ErrorCode::Throttled, "Rate exceeded");
}

template <class Operation>
constexpr bool kUnsigned = requires { requires Operation::kUnsigned; };

template <class Protocol, class... Operations>
constexpr std::array<OperationEntry, sizeof...(Operations)> entries_of(
    ops::OperationList<Operations...>) {
  return {OperationEntry{.name = Operations::kName,
                         .run = &run<Operations, Protocol>,
                         .is_unsigned = kUnsigned<Operations>}...};
}

constexpr auto kSecretsManager = entries_of<Json>(ops::secretsmanager::Operations{});
constexpr auto kIam = entries_of<Query<wire::Service::Iam>>(ops::iam_api::Operations{});
constexpr auto kSts = entries_of<Query<wire::Service::Sts>>(ops::sts::Operations{});

}  // namespace

std::span<const OperationEntry> operations_of(wire::Service service) {
  switch (service) {
    case wire::Service::SecretsManager:
      return kSecretsManager;
    case wire::Service::Iam:
      return kIam;
    case wire::Service::Sts:
      return kSts;
    case wire::Service::Kms:
    case wire::Service::CloudTrail:
      return {};
  }
  return {};
}

const OperationEntry* find_operation(wire::Service service, std::string_view name) {
  const auto operations = operations_of(service);
  const auto found = std::ranges::find(operations, name, &OperationEntry::name);
  return found == operations.end() ? nullptr : &*found;
}

}  // namespace strongroom::gateway
