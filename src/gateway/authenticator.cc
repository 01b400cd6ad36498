#include "gateway/authenticator.h"

#include "crypto/sha256_of_turn.h"
#include "sigv4/signature.h"
#include "sigv4/verify.h"
#include "wire/aws_query.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <span>

namespace strongroom::gateway {
namespace {

// sigv4 contract 5.2 and 2.2: JSON services allow 5 minutes and no presigned URLs, IAM and STS 15
// of both.
constexpr std::chrono::minutes kJsonWindow{5};
constexpr std::chrono::minutes kQueryWindow{15};

sigv4::Rules rules_of(wire::Service service, std::span<const std::string_view> regions) {
  const wire::ServiceTraits& traits = wire::traits_of(service);
  const bool query = traits.protocol == wire::Protocol::Query;
  return {.service = traits.scope,
          .regions = regions,
          .window = query ? kQueryWindow : kJsonWindow,
          .longest_presigned =
              query ? std::optional<std::chrono::seconds>(kQueryWindow) : std::nullopt};
}

/// Without the hash of its body.
sigv4::SignableRequest signable(const http::Request& request, Arena& arena) {
  auto* headers = static_cast<sigv4::Header*>(
      arena.allocate(request.headers.size() * sizeof(sigv4::Header), alignof(sigv4::Header)));
  std::ranges::transform(request.headers, headers, [](const http::Header& header) {
    return sigv4::Header{.name = header.name, .value = header.value};
  });
  return {.method = request.method,
          .target = request.target,
          .headers = {headers, request.headers.size()},
          .tls = request.tls};
}

/// The service in `Credential=AKID/date/region/SERVICE/aws4_request`, wherever it stands in the
/// text.
std::optional<wire::Service> service_in_scope(std::string_view text) {
  for (const std::string_view end : {"/aws4_request", "%2Faws4_request"}) {
    const std::size_t at = text.find(end);
    if (at == std::string_view::npos) continue;
    const std::string_view before = text.substr(0, at);
    const std::size_t from = before.find_last_of("/F");  // the last sign of either separator
    if (from != std::string_view::npos) return wire::service_of_scope(before.substr(from + 1));
  }
  return std::nullopt;
}

/// The form of a Query call: the body, or what stands in the URL of a GET.
std::string_view form_of(const http::Request& request) {
  if (request.method != "GET") return request.body;
  const std::size_t mark = request.target.find('?');
  return mark == std::string_view::npos ? std::string_view() : request.target.substr(mark + 1);
}

/// Unsigned calls have no scope: their form says which API they mean.
std::optional<wire::Service> service_in_form(std::string_view form) {
  for (const wire::Service service : {wire::Service::Sts, wire::Service::Iam}) {
    const std::string_view version = wire::traits_of(service).api_version;
    const std::size_t at = form.find("Version=");
    if (at != std::string_view::npos && form.substr(at + 8).starts_with(version)) return service;
  }
  return std::nullopt;
}

/// What verifies a signature, and who is meant by it.
struct Credential {
  std::optional<sigv4::SecretAccessKey> secret;  ///< None: unknown.
  iam::AccessKeyPtr key;
  iam::OpenSessionPtr session;
};

Result<Credential> credential_of(const sigv4::Signature& signature, const iam::AccessKeys& keys,
                                 iam::Sessions& sessions, Timestamp now) {
  Credential credential;
  const std::string_view id = signature.credential.access_key_id;
  if (!signature.session_token.empty()) {
    SR_TRY(credential.session, sessions.open(id, signature.session_token, now));
    credential.secret = {.secret = credential.session->session->secret.reveal(), .generation = 0};
    return credential;
  }
  credential.key = keys.find(id);
  if (credential.key == nullptr || credential.key->caller == nullptr) return credential;
  credential.secret = {.secret = credential.key->secret.reveal(), .generation = 0};
  return credential;
}

/// The credential again, if its holder has signed the request.
Result<Credential> verified(Result<Credential> credential, const sigv4::Signature& signature,
                            const sigv4::SignableRequest& request, Arena& arena) {
  thread_local sigv4::SigningKeyCache signing_keys;
  if (!credential) return credential;
  SR_CHECK(sigv4::verify(signature, request, credential->secret, signing_keys, arena));
  return credential;
}

}  // namespace

Destination destination_of(const http::Request& request) {
  if (const auto target = wire::parse_target(request.header("x-amz-target"))) {
    return {.service = target->service, .operation = target->operation, .form = {}};
  }
  Destination destination;
  const std::string_view form = form_of(request);
  std::optional<wire::Service> service = service_in_scope(request.header("authorization"));
  if (!service) service = service_in_scope(request.target);
  if (!service) service = service_in_form(form);
  destination.service = service.value_or(wire::Service::SecretsManager);
  if (wire::traits_of(destination.service).protocol == wire::Protocol::Query) {
    destination.form = form;
  }
  return destination;
}

Result<void> find_query_operation(Destination& destination, Arena& arena) {
  SR_TRY(const wire::QueryCall call, wire::query_call(destination.form, arena));
  if (call.version != wire::traits_of(destination.service).api_version) {
    return std::unexpected(wire::unknown_action(call));
  }
  destination.operation = call.action;
  return {};
}

AuthenticatedCaller anonymous_caller() {
  static const auto nobody = std::make_shared<const policy::Caller>();
  return {.caller = nobody, .access_key_id = {}, .region = "us-east-1"};
}

Authenticator::Authenticator(const iam::AccessKeys& keys, iam::Sessions& sessions,
                             FailedSignatures& failures, std::vector<std::string> regions)
    : keys_(keys),
      sessions_(sessions),
      failures_(failures),
      regions_(std::move(regions)),
      region_names_(regions_.begin(), regions_.end()) {}

Task<Result<AuthenticatedCaller>> Authenticator::authenticate(const http::Request& request,
                                                              wire::Service service, Timestamp now,
                                                              Arena& arena) const {
  sigv4::SignableRequest signable_request = signable(request, arena);
  SR_CO_TRY(const sigv4::Signature signature, sigv4::read_signature(signable_request, arena));
  SR_CO_CHECK(sigv4::check_scope(signature, rules_of(service, region_names_), now));
  Result<Credential> found = credential_of(signature, keys_, sessions_, now);
  // The holder of a token that has expired has to learn that, to get another.
  if (!found && found.error().code() == ErrorCode::ExpiredToken) {
    co_return std::unexpected(std::move(found).error());
  }
  const bool known = found && found->secret;
  const std::string_view counted_as =
      known ? signature.credential.access_key_id : FailedSignatures::kUnknownKeys;
  if (failures_.must_wait(request.peer_address, counted_as, now)) {
    co_return failure(ErrorCode::Throttled, "Rate exceeded");
  }
  signable_request.body_hash = co_await crypto::Sha256OfTurn(bytes_of(request.body));
  Result<Credential> credential = verified(std::move(found), signature, signable_request, arena);
  if (!credential) {
    failures_.failed(request.peer_address, counted_as, now);
    co_return std::unexpected(std::move(credential).error());
  }
  co_return AuthenticatedCaller{
      .caller = credential->session ? credential->session->caller : credential->key->caller,
      .access_key_id = signature.credential.access_key_id,
      .region = signature.credential.region,
      .session = std::move(credential->session)};
}

}  // namespace strongroom::gateway
