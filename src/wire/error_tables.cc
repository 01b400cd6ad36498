#include "wire/error_tables.h"

#include <string_view>

namespace strongroom::wire {
namespace {

constexpr std::string_view kInternalText = "An error occurred on the server side.";
constexpr auto kCapitalised = MessageMember::Capitalised;
constexpr auto kLowerCase = MessageMember::LowerCase;

// secrets-manager contract 1.4.
constexpr ErrorRow kSecretsManager[] = {
    {ErrorCode::ResourceNotFound, {"ResourceNotFoundException", 400, kCapitalised}},
    {ErrorCode::ResourceExists, {"ResourceExistsException", 400, kCapitalised}},
    {ErrorCode::InvalidParameter, {"InvalidParameterException", 400, kCapitalised}},
    {ErrorCode::InvalidRequest, {"InvalidRequestException", 400, kCapitalised}},
    {ErrorCode::InvalidNextToken, {"InvalidNextTokenException", 400, kCapitalised}},
    {ErrorCode::LimitExceeded, {"LimitExceededException", 400, kCapitalised}},
    {ErrorCode::MalformedPolicyDocument, {"MalformedPolicyDocumentException", 400, kCapitalised}},
    {ErrorCode::PublicPolicy, {"PublicPolicyException", 400, kCapitalised}},
    {ErrorCode::EncryptionFailure, {"EncryptionFailure", 400, kCapitalised}},
    {ErrorCode::DecryptionFailure, {"DecryptionFailure", 400, kCapitalised}},
    {ErrorCode::Internal, {"InternalServiceError", 500, kCapitalised, kInternalText}},
};

// kms contract 1.3: every client error is 400, whatever the service model says.
constexpr ErrorRow kKms[] = {
    {ErrorCode::ResourceNotFound, {"NotFoundException", 400}},
    {ErrorCode::ResourceExists, {"AlreadyExistsException", 400}},
    {ErrorCode::InvalidNextToken, {"InvalidMarkerException", 400}},
    {ErrorCode::LimitExceeded, {"LimitExceededException", 400}},
    {ErrorCode::MalformedPolicyDocument, {"MalformedPolicyDocumentException", 400}},
    {ErrorCode::KeyDisabled, {"DisabledException", 400}},
    {ErrorCode::InvalidKeyState, {"KMSInvalidStateException", 400}},
    {ErrorCode::InvalidKeyUsage, {"InvalidKeyUsageException", 400}},
    {ErrorCode::IncorrectKey, {"IncorrectKeyException", 400}},
    {ErrorCode::UnreadableCiphertext, {"InvalidCiphertextException", 400}},
    {ErrorCode::InvalidArn, {"InvalidArnException", 400}},
    {ErrorCode::InvalidTag, {"TagException", 400}},
    {ErrorCode::UnsupportedOperation, {"UnsupportedOperationException", 400}},
    {ErrorCode::DryRunSucceeded, {"DryRunOperationException", 400}},
    {ErrorCode::InvalidGrantToken, {"InvalidGrantTokenException", 400}},
    {ErrorCode::InvalidGrantId, {"InvalidGrantIdException", 400}},
    {ErrorCode::NotAuthorized, {"NotAuthorizedException", 400}},
    {ErrorCode::SignatureMismatch, {"KMSInvalidSignatureException", 400}},
    {ErrorCode::MacMismatch, {"KMSInvalidMacException", 400}},
    {ErrorCode::OperationConflict, {"ConflictException", 400}},
    {ErrorCode::IncorrectKeyMaterial, {"IncorrectKeyMaterialException", 400}},
    {ErrorCode::InvalidImportToken, {"InvalidImportTokenException", 400}},
    {ErrorCode::ExpiredImportToken, {"ExpiredImportTokenException", 400}},
    {ErrorCode::AccessDenied, {"AccessDeniedException", 400, MessageMember::Both}},
    {ErrorCode::Throttled,
     {"ThrottlingException", 400, kLowerCase,
      "You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls."}},
    {ErrorCode::KeyUnavailable, {"KeyUnavailableException", 500}},
    {ErrorCode::Unavailable, {"DependencyTimeoutException", 503}},
    {ErrorCode::Internal, {"KMSInternalException", 500, kLowerCase, kInternalText}},
};

// iam contract 2.
constexpr ErrorRow kIam[] = {
    {ErrorCode::NoSuchEntity, {"NoSuchEntity", 404}},
    {ErrorCode::EntityAlreadyExists, {"EntityAlreadyExists", 409}},
    {ErrorCode::DeleteConflict, {"DeleteConflict", 409}},
    {ErrorCode::LimitExceeded, {"LimitExceeded", 409}},
    {ErrorCode::ConcurrentModification, {"ConcurrentModification", 409}},
    {ErrorCode::EntityTemporarilyUnmodifiable, {"EntityTemporarilyUnmodifiable", 409}},
    {ErrorCode::InvalidInput, {"InvalidInput", 400}},
    {ErrorCode::InvalidParameter, {"InvalidInput", 400}},
    {ErrorCode::MalformedPolicyDocument, {"MalformedPolicyDocument", 400}},
    {ErrorCode::PolicyNotAttachable, {"PolicyNotAttachable", 400}},
    {ErrorCode::PasswordPolicyViolation, {"PasswordPolicyViolation", 400}},
    {ErrorCode::UnmodifiableEntity, {"UnmodifiableEntity", 400}},
    {ErrorCode::InvalidUserType, {"InvalidUserType", 400}},
    {ErrorCode::IdentityProviderUnreachable, {"OpenIdIdpCommunicationError", 400}},
    {ErrorCode::InvalidNextToken, {"ValidationError", 400, kLowerCase, "Invalid Marker."}},
    {ErrorCode::InvalidAuthenticationCode, {"InvalidAuthenticationCode", 403}},
    {ErrorCode::ReportInProgress, {"ReportInProgress", 404}},
    {ErrorCode::ReportNotPresent, {"ReportNotPresent", 410}},
    {ErrorCode::ReportExpired, {"ReportExpired", 410}},
    {ErrorCode::PolicyEvaluation, {"PolicyEvaluation", 500}},
    {ErrorCode::Internal, {"ServiceFailure", 500, kLowerCase, kInternalText}},
};

// iam contract 4. Tags and the like are InvalidParameterValue here and InvalidInput in IAM (3.1).
constexpr ErrorRow kSts[] = {
    {ErrorCode::InvalidParameter, {"InvalidParameterValue", 400}},
    {ErrorCode::InvalidInput, {"InvalidParameterValue", 400}},
    {ErrorCode::MalformedPolicyDocument, {"MalformedPolicyDocument", 400}},
    {ErrorCode::PackedPolicyTooLarge, {"PackedPolicyTooLarge", 400}},
    {ErrorCode::InvalidIdentityToken, {"InvalidIdentityToken", 400}},
    {ErrorCode::IdentityTokenExpired, {"ExpiredTokenException", 400}},
    {ErrorCode::IdentityClaimRejected, {"IDPRejectedClaim", 403}},
    {ErrorCode::IdentityProviderUnreachable, {"IDPCommunicationError", 400}},
    {ErrorCode::InvalidAuthorizationMessage, {"InvalidAuthorizationMessageException", 400}},
};

// secrets-manager contract 1.4, sigv4 contract 6.
constexpr ErrorRow kJson[] = {
    {ErrorCode::Validation, {"ValidationException", 400}},
    {ErrorCode::Serialization, {"SerializationException", 400}},
    {ErrorCode::UnknownOperation, {"UnknownOperationException", 400}},
    {ErrorCode::AccessDenied, {"AccessDeniedException", 400}},
    {ErrorCode::Throttled, {"ThrottlingException", 400}},
    {ErrorCode::MissingAuthenticationToken, {"MissingAuthenticationTokenException", 400}},
    {ErrorCode::IncompleteSignature, {"IncompleteSignatureException", 400}},
    {ErrorCode::InvalidSignature, {"InvalidSignatureException", 400}},
    {ErrorCode::UnrecognizedClient, {"UnrecognizedClientException", 400}},
    {ErrorCode::ExpiredToken, {"ExpiredTokenException", 400}},
    {ErrorCode::Unavailable, {"ServiceUnavailable", 503}},
    {ErrorCode::Internal, {"InternalFailure", 500, kLowerCase, kInternalText}},
};

// iam contract 2, sigv4 contract 6.
constexpr ErrorRow kQuery[] = {
    {ErrorCode::Validation, {"ValidationError", 400}},
    {ErrorCode::Serialization, {"MalformedInput", 400}},
    {ErrorCode::UnknownOperation, {"InvalidAction", 400}},
    {ErrorCode::AccessDenied, {"AccessDenied", 403}},
    {ErrorCode::Throttled, {"Throttling", 400, kLowerCase, "Rate exceeded"}},
    {ErrorCode::MissingAuthenticationToken,
     {"MissingAuthenticationToken", 403, kLowerCase, "Request is missing Authentication Token"}},
    {ErrorCode::IncompleteSignature, {"IncompleteSignature", 400}},
    {ErrorCode::InvalidSignature, {"SignatureDoesNotMatch", 403}},
    {ErrorCode::UnrecognizedClient,
     {"InvalidClientTokenId", 403, kLowerCase,
      "The security token included in the request is invalid"}},
    {ErrorCode::ExpiredToken, {"ExpiredToken", 403}},
    {ErrorCode::Unavailable, {"ServiceUnavailable", 503}},
    {ErrorCode::Internal, {"InternalFailure", 500, kLowerCase, kInternalText}},
};

// CloudTrail (cloudtrail contract 6).
constexpr ErrorRow kCloudTrail[] = {
    {ErrorCode::InvalidInput, {"InvalidLookupAttributesException", 400}},
    {ErrorCode::InvalidRequest, {"InvalidTimeRangeException", 400}},
    {ErrorCode::LimitExceeded, {"InvalidMaxResultsException", 400}},
    {ErrorCode::InvalidNextToken,
     {"InvalidNextTokenException", 400, kLowerCase, "The NextToken is not valid."}},
    {ErrorCode::InvalidParameter, {"InvalidEventCategoryException", 400}},
    {ErrorCode::ResourceNotFound, {"TrailNotFoundException", 404}},
    {ErrorCode::UnsupportedOperation, {"UnsupportedOperationException", 400}},
};

}  // namespace

std::span<const ErrorRow> own_errors(Service service) {
  switch (service) {
    case Service::SecretsManager:
      return kSecretsManager;
    case Service::Kms:
      return kKms;
    case Service::Iam:
      return kIam;
    case Service::Sts:
      return kSts;
    case Service::CloudTrail:
      return kCloudTrail;
  }
  return {};
}

std::span<const ErrorRow> front_end_errors(Protocol protocol) {
  return protocol == Protocol::Json ? std::span<const ErrorRow>(kJson) : kQuery;
}

}  // namespace strongroom::wire
