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
  // The caller's request, as IAM and STS name it (iam contract 2 to 4).
  NoSuchEntity,
  EntityAlreadyExists,
  DeleteConflict,
  InvalidInput,
  UnmodifiableEntity,
  PolicyNotAttachable,
  PasswordPolicyViolation,
  PackedPolicyTooLarge,
  InvalidUserType,
  InvalidAuthenticationCode,
  ConcurrentModification,
  EntityTemporarilyUnmodifiable,
  ReportInProgress,
  ReportNotPresent,
  ReportExpired,
  PolicyEvaluation,             ///< A simulation failed by a fault of ours.
  IdentityProviderUnreachable,  ///< An OIDC provider does not answer.
  InvalidIdentityToken,
  IdentityTokenExpired,   ///< A web identity token; ExpiredToken is one of our session tokens.
  IdentityClaimRejected,  ///< By the OIDC provider.
  InvalidAuthorizationMessage,
  // The caller's request, as KMS names it (kms contract 1.3, 4.3).
  KeyDisabled,
  InvalidKeyState,
  InvalidKeyUsage,
  IncorrectKey,
  UnreadableCiphertext,  ///< What a client sent to be decrypted does not open.
  InvalidArn,
  InvalidTag,
  UnsupportedOperation,
  DryRunSucceeded,  ///< The call would have succeeded.
  InvalidGrantToken,
  InvalidGrantId,
  NotAuthorized,  ///< An alias or key that only AWS may change.
  SignatureMismatch,
  MacMismatch,
  OperationConflict,  ///< Another rotation of the key is under way.
  IncorrectKeyMaterial,
  InvalidImportToken,
  ExpiredImportToken,
  KeyUnavailable,
};

/// For those who walk all codes. Stays the last enumerator.
inline constexpr ErrorCode kLastErrorCode = ErrorCode::KeyUnavailable;

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
