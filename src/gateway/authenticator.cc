#include "gateway/authenticator.h"

#include "sigv4/signature.h"
#include "sigv4/verify.h"

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

sigv4::SignableRequest signable(const http::Request& request, Arena& arena) {
  auto* headers = static_cast<sigv4::Header*>(
      arena.allocate(request.headers.size() * sizeof(sigv4::Header), alignof(sigv4::Header)));
  std::ranges::transform(request.headers, headers, [](const http::Header& header) {
    return sigv4::Header{.name = header.name, .value = header.value};
  });
  return {.method = request.method,
          .target = request.target,
          .headers = {headers, request.headers.size()},
          .body = request.body,
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

}  // namespace

Destination destination_of(const http::Request& request) {
  if (const auto target = wire::parse_target(request.header("x-amz-target"))) {
    return {.service = target->service, .operation = target->operation};
  }
  for (const std::string_view text : {request.header("authorization"), request.target}) {
    if (const auto service = service_in_scope(text)) return {.service = *service, .operation = {}};
  }
  return {};
}

Authenticator::Authenticator(const iam::AccessKeys& keys, std::vector<std::string> regions)
    : keys_(keys), regions_(std::move(regions)), region_names_(regions_.begin(), regions_.end()) {}

Result<AuthenticatedCaller> Authenticator::authenticate(const http::Request& request,
                                                        wire::Service service, Timestamp now,
                                                        Arena& arena) const {
  thread_local sigv4::SigningKeyCache signing_keys;
  const sigv4::SignableRequest signable_request = signable(request, arena);
  SR_TRY(const sigv4::Signature signature, sigv4::read_signature(signable_request, arena));
  SR_CHECK(sigv4::check_scope(signature, rules_of(service, region_names_), now));

  iam::AccessKeyPtr key = keys_.find(signature.credential.access_key_id);
  std::optional<sigv4::SecretAccessKey> secret;
  if (key != nullptr) secret = {.secret = key->secret.reveal(), .generation = 0};
  SR_CHECK(sigv4::verify(signature, signable_request, secret, signing_keys, arena));
  return AuthenticatedCaller{.key = std::move(key), .region = signature.credential.region};
}

}  // namespace strongroom::gateway
