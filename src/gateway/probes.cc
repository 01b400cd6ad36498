#include "gateway/probes.h"

namespace strongroom::gateway {

std::optional<http::Response> Probes::answer(const http::Request& request, Arena& arena) const {
  if (request.method != "GET" && request.method != "HEAD") return std::nullopt;
  http::Response response{.content_type = "text/plain; charset=utf-8"};
  if (request.target == "/healthz") {
    response.body = "ok\n";
  } else if (request.target == "/readyz") {
    const bool ready = ready_();
    response.status = ready ? 200 : 503;
    response.body = ready ? "ready\n" : otherwise_;
  } else if (request.target == "/metrics") {
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    response.body = arena.copy(metrics_.text());
  } else {
    return std::nullopt;
  }
  return response;
}

}  // namespace strongroom::gateway
