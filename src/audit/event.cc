#include "audit/event.h"

#include "base/json_text.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace strongroom::audit {
namespace {

constexpr std::size_t kUsualSize = 1024;

class LineWriter {
 public:
  explicit LineWriter(Arena& arena) : text_(arena, kUsualSize) {}

  void member(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    key(name);
    append_json_string(text_, value);
  }
  void open(std::string_view name) {
    key(name);
    text_.append('{');
    first_ = true;
  }
  void close() {
    text_.append('}');
    first_ = false;
  }
  ArenaText& text() { return text_; }

 private:
  /// `name` needs no escapes.
  void key(std::string_view name) {
    text_.append(first_ ? "\"" : ",\"");
    text_.append(name);
    text_.append("\":");
    first_ = false;
  }

  ArenaText text_;
  bool first_ = true;
};

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

}  // namespace

std::string_view line_of(const Event& event, Arena& arena) {
  LineWriter line(arena);
  line.text().append('{');
  line.member("eventVersion", "1.11");
  line.member("eventTime", time_text(event.time));
  line.member("eventSource", event.event_source);
  line.member("eventName", event.event_name);
  line.member("awsRegion", event.region);
  line.member("sourceIPAddress", event.source_address);
  line.member("userAgent", event.user_agent);
  line.member("requestID", event.request_id);
  line.member("recipientAccountId", event.account);
  line.open("userIdentity");
  line.member("arn", event.principal_arn);
  line.member("accountId", event.account);
  line.member("accessKeyId", event.access_key_id);
  line.close();
  line.member("resourceARN", event.resource_arn);
  line.member("errorCode", event.error_code);
  line.member("errorMessage", event.error_message);
  line.text().append("}\n");
  return line.text().view();
}

}  // namespace strongroom::audit
