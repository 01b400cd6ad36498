#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "wire/service.h"

#include <cstdint>
#include <string_view>

/// The names, statuses and bodies under which clients see errors. The only place that knows them.
namespace strongroom::wire {

/// Under which name an error's JSON carries the message. Secrets Manager's own exceptions have
/// `Message`, those of the front end and of KMS `message` (secrets-manager contract 1.3),
/// AccessDenied of KMS was seen with both (kms contract 1.3). Means nothing in Query.
enum class MessageMember : std::uint8_t { LowerCase, Capitalised, Both };

/// An error code as one service shows it.
struct ErrorName {
  std::string_view name;  ///< The bare code: `ResourceNotFoundException`.
  unsigned status;        ///< HTTP.
  MessageMember message = MessageMember::LowerCase;
  std::string_view text = {};  ///< Replaces the error's message when not empty.
};

/// Every code has a name in every service. Codes that must not reach a client (Conflict,
/// InvalidCiphertext, InvalidSetting), or that the service does not have, show as an internal error
/// without detail.
ErrorName error_name(Service service, ErrorCode code);

/// Appends the body of a JSON service's error and returns the HTTP status.
/// `{"__type":"ResourceNotFoundException","Message":"..."}`; an empty message is left out.
unsigned encode_error(Service service, const Error& error, ArenaText& out);

inline constexpr std::string_view kXmlContentType = "text/xml";

/// Appends the XML body of a Query service's error (sigv4 contract 6) and returns the status.
unsigned encode_query_error(Service service, const Error& error, std::string_view request_id,
                            ArenaText& out);

}  // namespace strongroom::wire
