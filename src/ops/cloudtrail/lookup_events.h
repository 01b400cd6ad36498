#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::ops::cloudtrail {

inline constexpr std::array<std::string_view, 8> kAttributeKeys = {
    "EventId",      "EventName",    "ReadOnly",    "Username",
    "ResourceType", "ResourceName", "EventSource", "AccessKeyId"};

struct LookupAttribute {
  std::string_view key;
  std::string_view value;
};
inline constexpr auto kLookupAttribute = wire::shape<LookupAttribute>(
    wire::required<&LookupAttribute::key>("AttributeKey", wire::one_of(kAttributeKeys)),
    wire::required<&LookupAttribute::value>("AttributeValue", wire::length(1, 2000)));

struct EventResource {
  std::optional<std::string> type;
  std::string name;
};
inline constexpr auto kEventResource =
    wire::shape<EventResource>(wire::member<&EventResource::type>("ResourceType"),
                               wire::member<&EventResource::name>("ResourceName"));

/// A record as LookupEvents shows it: the whole of it as text, and some of it apart.
struct FoundEvent {
  std::string id;
  std::string name;
  std::string read_only;
  std::optional<std::string> access_key_id;
  Timestamp time;
  std::string source;
  std::optional<std::string> username;
  std::vector<EventResource> resources;
  std::string record;
};
inline constexpr auto kFoundEvent = wire::shape<FoundEvent>(
    wire::member<&FoundEvent::id>("EventId"), wire::member<&FoundEvent::name>("EventName"),
    wire::member<&FoundEvent::read_only>("ReadOnly"),
    wire::member<&FoundEvent::access_key_id>("AccessKeyId"),
    wire::member<&FoundEvent::time>("EventTime"), wire::member<&FoundEvent::source>("EventSource"),
    wire::member<&FoundEvent::username>("Username"),
    wire::member<&FoundEvent::resources>("Resources", wire::of(kEventResource)),
    wire::member<&FoundEvent::record>("CloudTrailEvent"));

/// The records of the caller's account in the Region of the call, newest first. Any thread; reads
/// files on a worker. Source: cloudtrail contract 6.
struct LookupEvents {
  static constexpr std::string_view kName = "LookupEvents";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::span<const LookupAttribute> attributes;
    std::optional<Timestamp> start;
    std::optional<Timestamp> end;
    std::optional<std::string_view> category;
    std::optional<std::int64_t> max_results;
    std::optional<std::string_view> next_token;
  };
  static constexpr auto kInput = wire::shape<Input>(
      wire::optional<&Input::attributes>("LookupAttributes", wire::of(kLookupAttribute)),
      wire::optional<&Input::start>("StartTime"), wire::optional<&Input::end>("EndTime"),
      wire::optional<&Input::category>("EventCategory"),
      wire::optional<&Input::max_results>("MaxResults"),
      wire::optional<&Input::next_token>("NextToken"));

  struct Output {
    std::vector<FoundEvent> events;
    std::optional<std::string> next_token;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::events>("Events", wire::of(kFoundEvent)),
                          wire::member<&Output::next_token>("NextToken"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::cloudtrail
