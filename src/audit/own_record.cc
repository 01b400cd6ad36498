#include "audit/own_record.h"

#include "audit/event.h"
#include "base/json_text.h"
#include "crypto/random.h"

namespace strongroom::audit {

std::string own_record(std::string_view name, std::string_view reason, Timestamp now) {
  Arena arena;
  ArenaText data(arena);
  data.append(R"({"reason":)");
  append_json_string(data, reason);
  data.append('}');
  const std::string id = crypto::random_uuid();
  Event event;
  event.type = Event::Type::Service;
  event.request_id = event.event_id = id;
  event.time = now;
  event.event_source = event.source_address = event.user_agent = kInternalSource;
  event.event_name = name;
  event.region = "us-east-1";
  event.user_identity = kOperatorIdentity;
  event.additional_data = data.view();
  return std::string(line_of(event, arena));
}

}  // namespace strongroom::audit
