#include "gateway/sealed_answers.h"

#include "gateway/authenticator.h"
#include "gateway/request_id.h"
#include "wire/aws_json.h"
#include "wire/error_names.h"
#include "wire/service.h"

namespace strongroom::gateway {

SealedAnswers::SealedAnswers(metrics::Registry& metrics)
    : probes_(metrics, [] { return false; }, "sealed\n") {
  metrics.callback("strongroom_sealed", "1 while the server is sealed.", "gauge",
                   [] { return 1.0; });
}

Task<http::Response> SealedAnswers::serve(const http::Request& request, Arena& arena) const {
  if (const auto probed = probes_.answer(request, arena)) co_return *probed;
  const std::string_view request_id = arena.copy(RequestId().view());
  const Error sealed(ErrorCode::Unavailable, "The service is unavailable. Try again later.");
  const wire::Service service = destination_of(request).service;
  const bool query = wire::traits_of(service).protocol == wire::Protocol::Query;
  ArenaText body(arena);
  http::Response response{.request_id = request_id};
  response.never_store = service == wire::Service::Kms;  // kms contract 1.2
  response.content_type = query ? wire::kXmlContentType : wire::kJsonContentType;
  // One name in all JSON services: KMS's own would tell of a time-out.
  response.status = query ? wire::encode_query_error(service, sealed, request_id, body)
                          : wire::encode_error(wire::Service::SecretsManager, sealed, body);
  response.body = body.view();
  co_return response;
}

}  // namespace strongroom::gateway
