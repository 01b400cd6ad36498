#include "app/operator_event.h"

#include "base/arn.h"
#include "gateway/request_id.h"

#include <new>

namespace strongroom::app {

audit::Event operator_event(std::string_view act, Timestamp now, Arena& arena) {
  audit::Event event;
  event.type = audit::Event::Type::Service;
  event.request_id = arena.copy(gateway::RequestId().view());
  event.event_id = arena.copy(gateway::RequestId().view());
  event.time = now;
  event.event_source = event.source_address = event.user_agent = audit::kInternalSource;
  event.event_name = act;
  event.region = "us-east-1";
  event.user_identity = audit::kOperatorIdentity;
  return event;
}

std::span<const audit::Resource> operator_resource(std::string_view arn, Arena& arena) {
  if (arn.empty()) return {};
  const std::string_view kept = arena.copy(arn);
  const auto parts = parse_arn(kept);
  auto* const resource = new (arena.allocate(sizeof(audit::Resource), alignof(audit::Resource)))
      audit::Resource{.arn = kept, .account = parts ? parts->account : "", .type = {}};
  return {resource, 1};
}

}  // namespace strongroom::app
