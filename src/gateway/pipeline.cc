#include "gateway/pipeline.h"

#include "base/log.h"
#include "gateway/authorizer.h"
#include "gateway/call_record.h"
#include "gateway/operation_table.h"
#include "gateway/request_id.h"
#include "gateway/run_operation.h"
#include "policy/environment.h"
#include "wire/aws_json.h"
#include "wire/aws_query.h"
#include "wire/error_names.h"

namespace strongroom::gateway {

/// What is known of one request; it grows from station to station, and what there is goes into the
/// audit record, also when the request is refused early.
struct Pipeline::Call {
  Arena& arena;
  Destination destination;
  const ops::OperationEntry* operation = nullptr;
  AuthenticatedCaller caller;  ///< Viewed by the record.
  CallRecord record;
  bool noted = false;  ///< Its commits carry its records.
  std::vector<store::Revision> committed;

  std::string_view request_id() const { return record.event().request_id; }
  Timestamp now() const { return record.event().time; }
};

namespace {

/// Whether a header was sent matters to conditions, also when it was sent empty.
std::optional<std::string_view> sent(std::string_view header) {
  if (header.data() == nullptr) return std::nullopt;
  return header;
}

policy::Environment environment_of(const http::Request& request, const audit::Event& event) {
  return {.now = std::chrono::floor<std::chrono::seconds>(event.time),
          .source_ip = request.peer_address,
          .secure_transport = request.tls,
          .user_agent = sent(request.header("user-agent")),
          .referer = sent(request.header("referer")),
          .requested_region = event.region,
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

/// What a failed call names is no resource when it was not there, or not made.
bool found_its_resource(const ops::OperationContext& context, wire::Service service) {
  if (service == wire::Service::SecretsManager) return context.secret != nullptr;
  const bool of_key = context.resource_arn.find(":key/") != std::string_view::npos;
  return service != wire::Service::Kms || !of_key || context.key != nullptr;
}

/// Secrets-manager contract 1.1: POST to the root. Query calls come by GET as well, signed in their
/// URL (sigv4 contract 2.2).
bool is_a_call(const http::Request& request, wire::Protocol protocol) {
  const bool by_get = protocol == wire::Protocol::Query && request.method == "GET";
  return (request.method == "POST" || by_get) &&
         request.target.substr(0, request.target.find('?')) == "/";
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
  const Destination destination = destination_of(request);
  Call call{.arena = arena,
            .destination = destination,
            .operation = nullptr,
            .caller = {},
            .record = {request, destination.service, request_id, clock_.now(), arena},
            .noted = false,
            .committed = {}};

  ArenaText body(arena);
  Result<void> outcome = co_await perform(request, call, body);
  if (auto written = co_await record(call, outcome); !written) outcome = std::move(written);

  if (!outcome) body = ArenaText(arena);
  const http::Response response = answer_of(request_id, call.destination.service, outcome, body);
  const auto took = std::chrono::steady_clock::now() - request.received;
  metrics_.record(call.destination.service, call.record.event().event_name, response.status, took);
  log_call(call, response.status, took);
  co_return response;
}

// Never what the client has written: neither parameters nor the name of an operation that is not
// there.
void Pipeline::log_call(const Call& call, unsigned status, std::chrono::nanoseconds took) {
  const std::string_view error = call.record.event().error_code;
  log::debug("request {} {} {}: {} {} in {} us", call.request_id(),
             wire::traits_of(call.destination.service).scope,
             call.operation != nullptr ? call.operation->name : "(no such operation)", status,
             error.empty() ? "OK" : error,
             std::chrono::duration_cast<std::chrono::microseconds>(took).count());
}

Task<Result<void>> Pipeline::perform(const http::Request& request, Call& call, ArenaText& answer) {
  Result<void> found = find_operation_of(request, call);
  if (call.operation != nullptr) {
    call.record.name(call.operation->name, ops::changes_nothing(call.operation->recorded));
  } else {
    call.record.name(call.destination.operation, false);
  }
  const bool anonymous = call.operation != nullptr && call.operation->is_unsigned;
  Result<AuthenticatedCaller> authenticated = anonymous_caller();
  if (!anonymous) {
    authenticated = co_await authenticator_.authenticate(request, call.destination.service,
                                                         call.now(), call.arena);
  }
  if (!authenticated) {
    call.record.claim(authenticator_.keys());
    co_return std::unexpected(std::move(authenticated).error());
  }
  call.caller = *std::move(authenticated);
  const AuthenticatedCaller& caller = call.caller;
  call.record.identify(caller);
  if (!anonymous) {
    note_use(services_.identity.recent_uses(), caller, call.destination.service, call.now());
  }
  SR_CO_CHECK(found);  // only who is known learns what there is
  if (!ops::changes_nothing(call.operation->recorded) && !audit_.takes_changes()) {
    co_return failure(ErrorCode::Unavailable,
                      "There is too little room for audit records: nothing may be changed now.");
  }
  try {
    co_return co_await run_operation(request, caller, call, answer);
  } catch (const std::exception& fault) {
    log::error("request {} {}: {}", call.request_id(), call.operation->name, fault.what());
    co_return failure(ErrorCode::Internal, "An error occurred on the server side.");
  }
}

Result<void> Pipeline::find_operation_of(const http::Request& request, Call& call) const {
  const wire::ServiceTraits& traits = wire::traits_of(call.destination.service);
  if (traits.protocol == wire::Protocol::Query) {
    SR_CHECK(find_query_operation(call.destination, call.arena));
  }
  if (is_a_call(request, traits.protocol)) {
    call.operation = find_operation(call.destination.service, call.destination.operation);
  }
  if (call.operation != nullptr) return {};
  if (traits.protocol == wire::Protocol::Json) return failure(ErrorCode::UnknownOperation, "");
  return std::unexpected(
      wire::unknown_action({.action = call.destination.operation, .version = traits.api_version}));
}

Task<Result<void>> Pipeline::run_operation(const http::Request& request,
                                           const AuthenticatedCaller& caller, Call& call,
                                           ArenaText& answer) {
  const policy::Environment environment = environment_of(request, call.record.event());
  CallerAuthorizer authorizer(
      caller, environment, services_.identity.directory(), services_.sessions,
      {.request_id = call.request_id(), .at = call.now(), .refusals = refusals_},
      services_.policy_names);
  ops::OperationContext context{
      .services = services_,
      .authorizer = authorizer,
      .caller = *caller.caller,
      .access_key_id = caller.access_key_id,
      .session = caller.session.get(),
      .partition = {.account = caller.caller->account, .region = std::string(caller.region)},
      .request_id = call.request_id(),
      .now = call.now(),
      .arena = call.arena,
      .secret = nullptr,
      .audit_note = {},
      .committed = {},
      .resource_arn = {}};
  // The record of a change says that it succeeded, since it is kept only if it was committed.
  context.audit_note = [&] {
    call.record.take(context);
    call.noted = true;
    return copy_of(bytes_of(call.record.lines()));
  };
  const bool query = wire::traits_of(call.destination.service).protocol == wire::Protocol::Query;
  Result<void> outcome = co_await run(*call.operation, call.destination.service, context,
                                      query ? call.destination.form : request.body, answer);
  if (!outcome && !found_its_resource(context, call.destination.service)) context.resource_arn = {};
  call.record.take(context);
  call.committed = std::move(context.committed);
  co_return outcome;
}

Task<Result<void>> Pipeline::record(Call& call, const Result<void>& outcome) {
  if (!outcome) {
    call.record.fail(outcome.error());
    // The change keeps its note until the next start, which records it as well.
    if (!call.committed.empty()) call.record.part_from_note();
  }
  SR_CO_CHECK(co_await audit_.append(call.record.lines()));
  for (const auto& use : call.record.key_uses()) services_.keys.uses().recent().note(use);
  if (outcome && call.noted && !call.committed.empty()) store_.release_notes(call.committed);
  co_return {};
}

}  // namespace strongroom::gateway
