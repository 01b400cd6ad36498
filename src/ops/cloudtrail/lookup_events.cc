#include "ops/cloudtrail/lookup_events.h"

#include "audit/event_time.h"
#include "audit/record_attributes.h"
#include "audit/record_view.h"
#include "audit/trail.h"
#include "ops/access.h"

#include <fmt/format.h>

#include <charconv>
#include <utility>

namespace strongroom::ops::cloudtrail {
namespace {

using Input = LookupEvents::Input;

constexpr std::int64_t kMostResults = 50;

/// What a marker belongs to: it continues exactly this question.
std::string question_of(const audit::LookupQuery& query) {
  const auto time = [](const std::optional<Timestamp>& at) {
    return at ? fmt::to_string(milliseconds_of(*at)) : std::string("-");
  };
  return fmt::format("LookupEvents\n{}\n{}\n{}\n{}\n{}\n{}", query.account, query.region,
                     time(query.from), time(query.to), query.attribute, query.value);
}

Result<std::uint64_t> place_of(const OperationContext& context, const std::string& question,
                               std::string_view token) {
  SR_TRY(const Bytes position, context.services.page_tokens.open(bytes_of(question), token));
  const std::string_view text = text_of(position);
  std::uint64_t place = 0;
  std::from_chars(text.data(), text.data() + text.size(), place);
  return place;
}

Result<audit::LookupQuery> query_of(const OperationContext& context, const Input& input) {
  if (input.attributes.size() > 1) {
    return failure(ErrorCode::InvalidInput, "You can specify only one lookup attribute.");
  }
  if (input.start && input.end && *input.start > *input.end) {
    return failure(ErrorCode::InvalidRequest, "The start time must be before the end time.");
  }
  if (input.max_results && (*input.max_results < 1 || *input.max_results > kMostResults)) {
    return failure(ErrorCode::LimitExceeded, "The maximum number of results is 1 to 50.");
  }
  if (input.category && *input.category != "insight") {
    return failure(ErrorCode::InvalidParameter, "The event category must be insight.");
  }
  audit::LookupQuery query;
  query.account = context.partition.account;
  query.region = context.partition.region;
  query.from = input.start;
  query.to = input.end;
  query.limit = static_cast<std::size_t>(input.max_results.value_or(kMostResults));
  if (!input.attributes.empty()) {
    query.attribute = input.attributes[0].key;
    query.value = input.attributes[0].value;
  }
  if (input.next_token) {
    SR_TRY(query.before, place_of(context, question_of(query), *input.next_token));
  }
  return query;
}

FoundEvent event_of(std::string record) {
  FoundEvent event;
  if (const auto view = audit::RecordView::parse(record)) {
    event.id = view->text("eventID");
    event.name = audit::unescaped(view->text("eventName"));
    event.read_only = view->raw("readOnly");
    event.source = view->text("eventSource");
    event.time = audit::parse_event_time(view->text("eventTime")).value_or(Timestamp());
    const auto identity = audit::RecordView::parse(view->raw("userIdentity"));
    if (identity && !identity->raw("accessKeyId").empty()) {
      event.access_key_id = identity->text("accessKeyId");
    }
    audit::for_each_element(view->raw("resources"), [&](std::string_view element) {
      const auto resource = audit::RecordView::parse(element);
      if (!resource) return;
      EventResource& shown = event.resources.emplace_back();
      shown.name = audit::unescaped(resource->text("ARN"));
      if (!resource->raw("type").empty()) shown.type = resource->text("type");
    });
  }
  const auto attributes = audit::RecordAttributes::parse(record);
  if (std::string name = attributes ? attributes->username() : ""; !name.empty()) {
    event.username = std::move(name);
  }
  event.record = std::move(record);
  return event;
}

}  // namespace

Result<policy::AccessRequest> LookupEvents::access(OperationContext& context, const Input&) {
  return access_to_all(context, "cloudtrail:LookupEvents");
}

Task<Result<LookupEvents::Output>> LookupEvents::handle(OperationContext& context,
                                                        const Input& input) {
  SR_CO_TRY(const audit::LookupQuery query, query_of(context, input));
  Output output;
  // No insights are made, so none are found.
  if (input.category || context.services.trail == nullptr) co_return output;
  audit::Trail& trail = *context.services.trail;
  SR_CO_TRY(audit::LookupPage page,
            co_await context.services.workers.run([&] { return trail.lookup(query); }));
  if (page.more) {
    output.next_token = context.services.page_tokens.seal(
        bytes_of(question_of(query)), bytes_of(fmt::to_string(page.found.back().place)));
  }
  for (audit::LookupPage::Found& found : page.found) {
    output.events.push_back(event_of(std::move(found.record)));
  }
  co_return output;
}

}  // namespace strongroom::ops::cloudtrail
