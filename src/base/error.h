#pragma once

#include <cstdint>
#include <string>
#include <utility>

namespace strongroom {

/// What went wrong, in the terms of the domain. `wire/` alone knows the names and statuses that
/// clients see.
enum class ErrorCode : std::uint8_t {
  // The caller's request, as Secrets Manager names it (secrets-manager contract 1.4).
  ResourceNotFound,
  ResourceExists,
  InvalidParameter,
  InvalidRequest,
  InvalidNextToken,
  LimitExceeded,
  MalformedPolicyDocument,
  PublicPolicy,
  EncryptionFailure,
  DecryptionFailure,
  // The front end, common to all services.
  Validation,
  Serialization,
  UnknownOperation,
  AccessDenied,
  Throttled,
  // Authentication (sigv4 contract, section 6).
  MissingAuthenticationToken,
  IncompleteSignature,
  InvalidSignature,
  UnrecognizedClient,
  ExpiredToken,
  // Our side.
  Internal,     ///< A fault of ours; the log has the detail under the request id.
  Unavailable,  ///< Can't serve now, or the outcome of a commit is unknown.
  Conflict,     ///< An expectation of a transaction failed; nothing was written. Never reaches a
                ///< client.
  InvalidCiphertext,  ///< Anything about a sealed blob that does not fit; deliberately without
                      ///< detail.
  InvalidSetting,  ///< An operator's file, key or flag; the message says where, why and the remedy.
};

/// A domain code and a message fit for the client: no SQL, no path, no secret.
class Error {
 public:
  Error(ErrorCode code, std::string message) : code_(code), message_(std::move(message)) {}

  ErrorCode code() const { return code_; }
  const std::string& message() const& { return message_; }

  friend bool operator==(const Error&, const Error&) = default;

 private:
  ErrorCode code_;
  std::string message_;
};

}  // namespace strongroom
