#include "gateway/pipeline.h"

#include "base/log.h"
#include "gateway/authorizer.h"
#include "gateway/operation_table.h"
#include "gateway/request_id.h"
#include "gateway/run_operation.h"
#include "policy/environment.h"
#include "wire/aws_json.h"
#include "wire/aws_query.h"
#include "wire/error_names.h"

#include <fmt/format.h>

namespace strongroom::gateway {

/// What is known of one request; it grows from station to station, and what there is goes into the
/// audit record, also when the request is refused early.
struct Pipeline::Call {
  Arena& arena;
  Destination destination;
  const ops::OperationEntry* operation = nullptr;
  AuthenticatedCaller caller;  ///< Viewed by the event.
  audit::Event event;
  std::optional<std::string_view> note;  ///< The record that its commits carry.
  std::vector<store::Revision> committed;
};

namespace {

std::string_view event_source(wire::Service service) {
  switch (service) {
    case wire::Service::SecretsManager:
      return "secretsmanager.amazonaws.com";
    case wire::Service::Kms:
      return "kms.amazonaws.com";
    case wire::Service::CloudTrail:
      return "cloudtrail.amazonaws.com";
    case wire::Service::Iam:
      return "iam.amazonaws.com";
    case wire::Service::Sts:
      return "sts.amazonaws.com";
  }
  return "";
}

/// Whether a header was sent matters to conditions, also when it was sent empty.
std::optional<std::string_view> sent(std::string_view header) {
  if (header.data() == nullptr) return std::nullopt;
  return header;
}

policy::Environment environment_of(const http::Request& request, const AuthenticatedCaller& caller,
                                   Timestamp now) {
  return {.now = std::chrono::floor<std::chrono::seconds>(now),
          .source_ip = request.peer_address,
          .secure_transport = request.tls,
          .user_agent = sent(request.header("user-agent")),
          .referer = sent(request.header("referer")),
          .requested_region = caller.region,
          .via_aws_service = false};
}

/// For the date of last use of the key, or of the role whose session it is.
void note_use(iam::RecentUses& uses, const AuthenticatedCaller& caller, wire::Service service,
              Timestamp now) {
  using Of = iam::RecentUses::Of;
  const std::string_view scope = wire::traits_of(service).scope;
  if (!caller.session) {
    uses.note(Of::AccessKey, caller.access_key_id, scope, caller.region, now);
  } else if (caller.session->role) {
    uses.note(Of::Role, caller.session->role->id, scope, caller.region, now);
  }
}

http::Response answer_of(std::string_view request_id, wire::Service service,
                         const Result<void>& outcome, ArenaText& body) {
  http::Response response{.request_id = request_id};
  const bool query = wire::traits_of(service).protocol == wire::Protocol::Query;
  response.never_store = service == wire::Service::Kms;  // kms contract 1.2
  response.content_type = query ? wire::kXmlContentType : wire::kJsonContentType;
  if (!outcome) {
    response.status = query ? wire::encode_query_error(service, outcome.error(), request_id, body)
                            : wire::encode_error(service, outcome.error(), body);
  }
  response.body = body.view();
  return response;
}

}  // namespace

Pipeline::Pipeline(const Probes& probes, const Authenticator& authenticator,
                   const ops::Services& services, store::Store& store, audit::AuditLog& audit,
                   const Clock& clock, metrics::Registry& metrics, Refusals& refusals)
    : probes_(probes),
      authenticator_(authenticator),
      services_(services),
      store_(store),
      audit_(audit),
      clock_(clock),
      refusals_(refusals),
      metrics_(metrics) {}

Task<http::Response> Pipeline::serve(const http::Request& request, Arena& arena) {
  if (const auto probed = probes_.answer(request, arena)) co_return *probed;
  const std::string_view request_id = arena.copy(RequestId().view());
  Call call{.arena = arena,
            .destination = destination_of(request),
            .operation = nullptr,
            .caller = {},
            .event = {},
            .note = {},
            .committed = {}};
  call.event.request_id = request_id;
  call.event.time = clock_.now();
  call.event.source_address = request.peer_address;
  call.event.user_agent = request.header("user-agent");
  call.event.event_source = event_source(call.destination.service);

  ArenaText body(arena);
  Result<void> outcome = co_await perform(request, call, body);
  if (auto written = co_await record(call, outcome); !written) outcome = std::move(written);

  if (!outcome) body = ArenaText(arena);
  const http::Response response = answer_of(request_id, call.destination.service, outcome, body);
  metrics_.record(call.event.event_name, response.status,
                  std::chrono::steady_clock::now() - request.received);
  co_return response;
}

Task<Result<void>> Pipeline::perform(const http::Request& request, Call& call, ArenaText& answer) {
  Result<void> found = find_operation_of(call);
  const bool anonymous = call.operation != nullptr && call.operation->is_unsigned;
  SR_CO_TRY(call.caller, anonymous ? anonymous_caller()
                                   : authenticator_.authenticate(request, call.destination.service,
                                                                 call.event.time, call.arena));
  const AuthenticatedCaller& caller = call.caller;
  call.event.account = caller.caller->account;
  call.event.principal_arn = caller.caller->arn;
  call.event.access_key_id = caller.access_key_id;
  call.event.region = caller.region;
  if (!anonymous) {
    note_use(services_.identity.recent_uses(), caller, call.destination.service, call.event.time);
  }
  SR_CO_CHECK(found);  // only who is known learns what there is
  call.event.event_name = call.operation->name;
  try {
    co_return co_await run_operation(request, caller, call, answer);
  } catch (const std::exception& fault) {
    log::error("request {} {}: {}", call.event.request_id, call.event.event_name, fault.what());
    co_return failure(ErrorCode::Internal, "An error occurred on the server side.");
  }
}

Result<void> Pipeline::find_operation_of(Call& call) const {
  const wire::ServiceTraits& traits = wire::traits_of(call.destination.service);
  if (operations_of(call.destination.service).empty()) {
    return failure(ErrorCode::UnknownOperation,
                   fmt::format("The service {} is not available on this server.", traits.scope));
  }
  if (traits.protocol == wire::Protocol::Query) {
    SR_CHECK(find_query_operation(call.destination, call.arena));
  }
  call.operation = find_operation(call.destination.service, call.destination.operation);
  if (call.operation != nullptr) return {};
  if (traits.protocol == wire::Protocol::Json) return failure(ErrorCode::UnknownOperation, "");
  return std::unexpected(
      wire::unknown_action({.action = call.destination.operation, .version = traits.api_version}));
}

Task<Result<void>> Pipeline::run_operation(const http::Request& request,
                                           const AuthenticatedCaller& caller, Call& call,
                                           ArenaText& answer) {
  const policy::Environment environment = environment_of(request, caller, call.event.time);
  CallerAuthorizer authorizer(
      caller, environment, services_.identity.directory(), services_.sessions,
      {.request_id = call.event.request_id, .at = call.event.time, .refusals = refusals_});
  ops::OperationContext context{
      .services = services_,
      .authorizer = authorizer,
      .caller = *caller.caller,
      .access_key_id = caller.access_key_id,
      .session = caller.session.get(),
      .partition = {.account = caller.caller->account, .region = std::string(caller.region)},
      .request_id = call.event.request_id,
      .now = call.event.time,
      .arena = call.arena,
      .secret = nullptr,
      .audit_note = {},
      .committed = {},
      .resource_arn = {}};
  // The record of a change says that it succeeded, since it is kept only if it was committed.
  context.audit_note = [&] {
    audit::Event event = call.event;
    event.resource_arn = context.resource_arn;
    call.note = audit::line_of(event, call.arena);
    return copy_of(bytes_of(*call.note));
  };
  const bool query = wire::traits_of(call.destination.service).protocol == wire::Protocol::Query;
  Result<void> outcome = co_await run(*call.operation, call.destination.service, context,
                                      query ? call.destination.form : request.body, answer);
  call.event.resource_arn = context.resource_arn;
  call.committed = std::move(context.committed);
  co_return outcome;
}

Task<Result<void>> Pipeline::record(Call& call, const Result<void>& outcome) {
  if (!outcome) {
    call.event.error_code = wire::error_name(call.destination.service, outcome.error().code()).name;
    call.event.error_message = outcome.error().message();
  }
  const bool as_noted = outcome && call.note && !call.committed.empty();
  SR_CO_CHECK(
      co_await audit_.append(as_noted ? *call.note : audit::line_of(call.event, call.arena)));
  // A change whose call failed afterwards keeps its note until the next start, which records the
  // change as well.
  if (as_noted) store_.release_notes(call.committed);
  co_return {};
}

}  // namespace strongroom::gateway
