#pragma once

#include "base/arena.h"
#include "base/clock.h"

#include <cstdint>
#include <memory_resource>
#include <span>
#include <string_view>
#include <vector>

namespace strongroom::audit {

/// What a record lists under `resources`.
struct Resource {
  std::string_view arn;
  std::string_view account;
  std::string_view type;  ///< `AWS::SecretsManager::Secret`
};

/// What is recorded of one call, allowed or refused, or of what the server did by itself
/// (cloudtrail contract 2). Never holds a secret value. Members that are empty are left out of the
/// record, or null where CloudTrail has it so.
struct Event {
  enum class Type : std::uint8_t { Call, Service };

  Type type = Type::Call;
  std::string_view request_id;
  std::string_view event_id;  ///< A UUID of its own; by it a record is found again.
  Timestamp time;
  std::string_view event_source;  ///< "secretsmanager.amazonaws.com"
  std::string_view event_name;    ///< The operation.
  std::string_view region;
  std::string_view account;        ///< That receives the record.
  std::string_view user_identity;  ///< A JSON object (section 3); empty: unknown.
  std::string_view invoked_by;     ///< The service that called for the one of `user_identity`.
  std::string_view source_address;
  std::string_view user_agent;
  std::string_view request_parameters;  ///< This and the next two: JSON objects.
  std::string_view response_elements;
  std::string_view additional_data;
  std::string_view error_code;  ///< As the record shows it; empty for a success.
  std::string_view error_message;
  bool read_only = false;
  std::span<const Resource> resources;
  std::string_view shared_event_id;
  std::string_view service_details;  ///< A JSON object, of service events.
  std::string_view tls_details;      ///< A JSON object.
};

/// What else a call leaves in the audit beside its own record: one further record each.
struct FurtherEvent {
  enum class Kind : std::uint8_t {
    OnBehalf,      ///< Another service was called for the caller: has `invokedBy`.
    PartOfCall,    ///< One of several things asked for at once: recorded as if asked for alone.
    ServiceEvent,  ///< The service did it by itself (cloudtrail contract 5).
  };

  Kind kind = Kind::OnBehalf;
  std::string_view event_source;
  std::string_view event_name;
  bool read_only = false;
  std::string_view request_parameters = {};  ///< This and the next: JSON objects.
  std::string_view additional_data = {};
  Resource resource = {};
  std::string_view error_code = {};  ///< Empty for a success.
  std::string_view error_message = {};
};

/// What an operation tells of its call, for the record. All of it lives in the request's arena.
struct Details {
  std::string_view request_parameters = {};  ///< Both set by the pipeline, from the tables.
  std::string_view response_elements = {};
  std::string_view additional_data = {};  ///< A JSON object.
  std::string_view user_identity = {};    ///< Of who has no key but a token; a JSON object.
  std::vector<Resource> resources = {};   ///< Besides the one that was decided on.
  std::pmr::vector<FurtherEvent> further;
};

/// Appends the record: one line of JSON with its newline, with the members of cloudtrail
/// contract 2.
void append_line(ArenaText& out, const Event& event);

/// The same, in the arena.
std::string_view line_of(const Event& event, Arena& arena);

/// userIdentity of an event of a service, and of the operator of this server, who is known by
/// having reached the socket or the store.
std::string_view service_identity(std::string_view account, std::string_view service, Arena& arena);
inline constexpr std::string_view kOperatorIdentity = R"({"type":"Operator"})";
/// Source of what is done outside of the API.
inline constexpr std::string_view kInternalSource = "strongroom.internal";
inline constexpr std::string_view kSecretsManagerSource = "secretsmanager.amazonaws.com";
inline constexpr std::string_view kSecretType = "AWS::SecretsManager::Secret";

/// `{"SecretId":ARN,"SecretVersionId":ID}`, of the events of Secrets Manager (section 5).
std::string_view version_event_data(std::string_view secret_arn, std::string_view version_id,
                                    Arena& arena);

}  // namespace strongroom::audit
