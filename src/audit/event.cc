#include "audit/event.h"

#include "base/json_text.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <cstddef>
#include <string>

namespace strongroom::audit {
namespace {

// cloudtrail contract 2.
constexpr std::size_t kLongestText = 1024;
constexpr std::size_t kLongestElements = std::size_t{100} * 1024;
constexpr std::size_t kUsualSize = 2048;

/// `2026-11-21T21:35:00Z`, kept for the second: a date costs more to format than the rest of the
/// line.
std::string_view time_text(Timestamp time) {
  thread_local std::chrono::sys_seconds second{};
  thread_local std::string text;
  const auto now = std::chrono::floor<std::chrono::seconds>(time);
  if (now != second || text.empty()) {
    second = now;
    text = fmt::format("{:%FT%TZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(now)));
  }
  return text;
}

/// At most `limit` bytes, not ending within a character.
std::string_view cut(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xc0) == 0x80) --limit;
  return text.substr(0, limit);
}

/// `before` is the punctuation and the name, and ends with a colon. Nothing for an empty value.
void text_member(ArenaText& out, std::string_view before, std::string_view value) {
  if (value.empty()) return;
  out.append(before);
  append_json_string(out, cut(value, kLongestText));
}

/// The same for what needs no escapes, since it was made here.
void plain_member(ArenaText& out, std::string_view before, std::string_view value) {
  out.append(before);
  out.append('"');
  out.append(value);
  out.append('"');
}

/// A JSON object, or null.
void object_member(ArenaText& out, std::string_view before, std::string_view object) {
  out.append(before);
  if (object.empty()) return out.append("null");
  if (object.size() <= kLongestElements) return out.append(object);
  out.append(R"({"omitted":true,"originalSize":)");
  out.append(fmt::to_string(object.size()));
  out.append(R"(,"reason":"responseElements or requestParameters are too large"})");
}

void identity_member(ArenaText& out, const Event& event) {
  const std::string_view identity =
      event.user_identity.empty() ? std::string_view(R"({"type":"Unknown"})") : event.user_identity;
  out.append(R"(,"userIdentity":)");
  if (event.invoked_by.empty()) return out.append(identity);
  out.append(identity.substr(0, identity.size() - 1));
  text_member(out, R"(,"invokedBy":)", event.invoked_by);
  out.append('}');
}

void resources_member(ArenaText& out, std::span<const Resource> resources) {
  if (resources.empty()) return;
  out.append(R"(,"resources":[)");
  for (const Resource& resource : resources) {
    if (&resource != resources.data()) out.append(',');
    out.append(R"({"ARN":)");
    append_json_string(out, resource.arn);
    text_member(out, R"(,"accountId":)", resource.account);
    text_member(out, R"(,"type":)", resource.type);
    out.append('}');
  }
  out.append(']');
}

}  // namespace

void append_line(ArenaText& out, const Event& event) {
  out.append(R"({"eventVersion":"1.11")");
  identity_member(out, event);
  plain_member(out, R"(,"eventTime":)", time_text(event.time));
  text_member(out, R"(,"eventSource":)", event.event_source);
  text_member(out, R"(,"eventName":)", event.event_name);
  text_member(out, R"(,"awsRegion":)", event.region);
  text_member(out, R"(,"sourceIPAddress":)", event.source_address);
  text_member(out, R"(,"userAgent":)", event.user_agent);
  out.append(event.read_only ? R"(,"readOnly":true)" : R"(,"readOnly":false)");
  out.append(event.type == Event::Type::Call
                 ? R"(,"eventType":"AwsApiCall","managementEvent":true)"
                 : R"(,"eventType":"AwsServiceEvent","managementEvent":true)");
  text_member(out, R"(,"recipientAccountId":)", event.account);
  if (!event.tls_details.empty()) object_member(out, R"(,"tlsDetails":)", event.tls_details);
  out.append(R"(,"eventCategory":"Management")");
  resources_member(out, event.resources);
  text_member(out, R"(,"requestID":)", event.request_id);
  plain_member(out, R"(,"eventID":)", event.event_id);
  text_member(out, R"(,"sharedEventID":)", event.shared_event_id);
  text_member(out, R"(,"errorCode":)", event.error_code);
  text_member(out, R"(,"errorMessage":)", event.error_message);
  object_member(out, R"(,"requestParameters":)", event.request_parameters);
  object_member(out, R"(,"responseElements":)", event.response_elements);
  if (!event.additional_data.empty()) {
    object_member(out, R"(,"additionalEventData":)", event.additional_data);
  }
  if (!event.service_details.empty()) {
    object_member(out, R"(,"serviceEventDetails":)", event.service_details);
  }
  out.append("}\n");
}

std::string_view line_of(const Event& event, Arena& arena) {
  ArenaText line(arena, kUsualSize);
  append_line(line, event);
  return line.view();
}

std::string_view service_identity(std::string_view account, std::string_view service,
                                  Arena& arena) {
  ArenaText text(arena);
  text.append('{');
  if (!account.empty()) {
    plain_member(text, R"("accountId":)", account);
    text.append(',');
  }
  plain_member(text, R"("invokedBy":)", service);
  text.append('}');
  return text.view();
}

std::string_view version_event_data(std::string_view secret_arn, std::string_view version_id,
                                    Arena& arena) {
  ArenaText text(arena);
  text.append(R"({"SecretId":)");
  append_json_string(text, secret_arn);
  text_member(text, R"(,"SecretVersionId":)", version_id);
  text.append('}');
  return text.view();
}

}  // namespace strongroom::audit
