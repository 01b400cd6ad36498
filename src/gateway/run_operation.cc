#include "gateway/run_operation.h"

#include "wire/aws_json.h"
#include "wire/aws_query.h"
#include "wire/recorded.h"

namespace strongroom::gateway {
namespace {

/// How often a call starts again because another one changed the same thing in between. Each round
/// at least one of the competitors gets through, so this many may write the same thing at the same
/// moment.
constexpr int kMaxRounds = 200;

bool in_query(wire::Service service) {
  return wire::traits_of(service).protocol == wire::Protocol::Query;
}

std::string_view recorded_text(std::span<const wire::Field> fields, const void* structure,
                               Arena& arena) {
  ArenaText text(arena);
  wire::append_recorded(fields, structure, text);
  return text.view();
}

/// Writes the output as the service's protocol does.
class Encoder final : public ops::OutputSink {
 public:
  Encoder(wire::Service service, const ops::OperationEntry& operation,
          ops::OperationContext& context, ArenaText& answer)
      : service_(service), operation_(operation), context_(context), answer_(answer) {}

  void put(std::span<const wire::Field> fields, const void* output) override {
    if (ops::shows_answer(operation_.recorded)) {
      context_.record.response_elements = recorded_text(fields, output, context_.arena);
    }
    if (in_query(service_)) {
      wire::encode_query(service_, operation_.name, fields, output, context_.request_id, answer_);
    } else {
      wire::encode(fields, output, answer_);
    }
  }

 private:
  wire::Service service_;
  const ops::OperationEntry& operation_;
  ops::OperationContext& context_;
  ArenaText& answer_;
};

}  // namespace

Task<Result<void>> run(const ops::OperationEntry& operation, wire::Service service,
                       ops::OperationContext& context, std::string_view body, ArenaText& answer) {
  void* const input = operation.new_input(context.arena);
  SR_CO_CHECK(in_query(service) ? wire::decode_query(operation.input, body, input, context.arena)
                                : wire::decode(operation.input, body, input, context.arena));
  context.record.request_parameters = recorded_text(operation.input, input, context.arena);
  Encoder encoder(service, operation, context, answer);
  for (int round = 0; round < kMaxRounds; ++round) {
    context.secret = nullptr;
    context.identity = {};
    context.key = nullptr;
    context.record.further.clear();
    context.record.resources.clear();
    SR_CO_TRY(policy::AccessRequest access, operation.access(context, input));
    const Result<void> decision = context.authorizer.require(access);
    if (access.resource != "*") context.resource_arn = access.resource;
    SR_CO_CHECK(decision);
    Result<void> outcome = co_await operation.handle(context, input, encoder);
    if (outcome || outcome.error().code() != ErrorCode::Conflict) co_return outcome;
  }
  co_return failure(ErrorCode::Throttled, "Rate exceeded");
}

}  // namespace strongroom::gateway
