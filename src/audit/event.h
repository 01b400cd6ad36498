#pragma once

#include "base/arena.h"
#include "base/clock.h"

#include <string_view>

namespace strongroom::audit {

/// What is recorded of one call, allowed or refused. Never holds a secret value, and has no member
/// that could. Empty members are left out of the record.
struct Event {
  std::string_view request_id;
  Timestamp time;
  std::string_view event_source;  ///< "secretsmanager.amazonaws.com"
  std::string_view event_name;    ///< The operation.
  std::string_view region;
  std::string_view account;
  std::string_view principal_arn;
  std::string_view access_key_id;
  std::string_view source_address;
  std::string_view user_agent;
  std::string_view resource_arn;
  std::string_view error_code;  ///< As the client sees it; empty for a success.
  std::string_view error_message;
};

/// The record: one line of JSON in CloudTrail's terms, with its newline, in the arena.
std::string_view line_of(const Event& event, Arena& arena);

}  // namespace strongroom::audit
