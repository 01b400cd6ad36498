#include "wire/error_names.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace strongroom::wire {
namespace {

std::pair<unsigned, std::string> encoded(Service service, const Error& error) {
  Arena arena;
  ArenaText out(arena);
  const unsigned status = encode_error(service, error, out);
  return {status, std::string(out.view())};
}

std::pair<unsigned, std::string> encoded_query(Service service, const Error& error) {
  Arena arena;
  ArenaText out(arena);
  const unsigned status = encode_query_error(service, error, "id<1>", out);
  return {status, std::string(out.view())};
}

struct Case {
  ErrorCode code;
  std::string_view name;
  unsigned status;
  MessageMember message = MessageMember::LowerCase;
};

struct Table {
  Service service;
  std::span<const Case> cases;  ///< Every code that clients of the service may see.
  Case internal;                ///< As which all others show.
};

constexpr auto kCapitalised = MessageMember::Capitalised;

// secrets-manager contract 1.4.
constexpr Case kSecretsManager[] = {
    {ErrorCode::ResourceNotFound, "ResourceNotFoundException", 400, kCapitalised},
    {ErrorCode::ResourceExists, "ResourceExistsException", 400, kCapitalised},
    {ErrorCode::InvalidParameter, "InvalidParameterException", 400, kCapitalised},
    {ErrorCode::InvalidRequest, "InvalidRequestException", 400, kCapitalised},
    {ErrorCode::InvalidNextToken, "InvalidNextTokenException", 400, kCapitalised},
    {ErrorCode::LimitExceeded, "LimitExceededException", 400, kCapitalised},
    {ErrorCode::MalformedPolicyDocument, "MalformedPolicyDocumentException", 400, kCapitalised},
    {ErrorCode::PublicPolicy, "PublicPolicyException", 400, kCapitalised},
    {ErrorCode::EncryptionFailure, "EncryptionFailure", 400, kCapitalised},
    {ErrorCode::DecryptionFailure, "DecryptionFailure", 400, kCapitalised},
    {ErrorCode::Validation, "ValidationException", 400},
    {ErrorCode::Serialization, "SerializationException", 400},
    {ErrorCode::UnknownOperation, "UnknownOperationException", 400},
    {ErrorCode::AccessDenied, "AccessDeniedException", 400},
    {ErrorCode::Throttled, "ThrottlingException", 400},
    {ErrorCode::MissingAuthenticationToken, "MissingAuthenticationTokenException", 400},
    {ErrorCode::IncompleteSignature, "IncompleteSignatureException", 400},
    {ErrorCode::InvalidSignature, "InvalidSignatureException", 400},
    {ErrorCode::UnrecognizedClient, "UnrecognizedClientException", 400},
    {ErrorCode::ExpiredToken, "ExpiredTokenException", 400},
    {ErrorCode::Unavailable, "ServiceUnavailable", 503},
};

// kms contract 1.3, 4.3.
constexpr Case kKms[] = {
    {ErrorCode::ResourceNotFound, "NotFoundException", 400},
    {ErrorCode::ResourceExists, "AlreadyExistsException", 400},
    {ErrorCode::InvalidNextToken, "InvalidMarkerException", 400},
    {ErrorCode::LimitExceeded, "LimitExceededException", 400},
    {ErrorCode::MalformedPolicyDocument, "MalformedPolicyDocumentException", 400},
    {ErrorCode::Validation, "ValidationException", 400},
    {ErrorCode::Serialization, "SerializationException", 400},
    {ErrorCode::UnknownOperation, "UnknownOperationException", 400},
    {ErrorCode::AccessDenied, "AccessDeniedException", 400, MessageMember::Both},
    {ErrorCode::Throttled, "ThrottlingException", 400},
    {ErrorCode::MissingAuthenticationToken, "MissingAuthenticationTokenException", 400},
    {ErrorCode::IncompleteSignature, "IncompleteSignatureException", 400},
    {ErrorCode::InvalidSignature, "InvalidSignatureException", 400},
    {ErrorCode::UnrecognizedClient, "UnrecognizedClientException", 400},
    {ErrorCode::ExpiredToken, "ExpiredTokenException", 400},
    {ErrorCode::Unavailable, "DependencyTimeoutException", 503},
    {ErrorCode::KeyDisabled, "DisabledException", 400},
    {ErrorCode::InvalidKeyState, "KMSInvalidStateException", 400},
    {ErrorCode::InvalidKeyUsage, "InvalidKeyUsageException", 400},
    {ErrorCode::IncorrectKey, "IncorrectKeyException", 400},
    {ErrorCode::UnreadableCiphertext, "InvalidCiphertextException", 400},
    {ErrorCode::InvalidArn, "InvalidArnException", 400},
    {ErrorCode::InvalidTag, "TagException", 400},
    {ErrorCode::UnsupportedOperation, "UnsupportedOperationException", 400},
    {ErrorCode::DryRunSucceeded, "DryRunOperationException", 400},
    {ErrorCode::InvalidGrantToken, "InvalidGrantTokenException", 400},
    {ErrorCode::InvalidGrantId, "InvalidGrantIdException", 400},
    {ErrorCode::NotAuthorized, "NotAuthorizedException", 400},
    {ErrorCode::SignatureMismatch, "KMSInvalidSignatureException", 400},
    {ErrorCode::MacMismatch, "KMSInvalidMacException", 400},
    {ErrorCode::OperationConflict, "ConflictException", 400},
    {ErrorCode::IncorrectKeyMaterial, "IncorrectKeyMaterialException", 400},
    {ErrorCode::InvalidImportToken, "InvalidImportTokenException", 400},
    {ErrorCode::ExpiredImportToken, "ExpiredImportTokenException", 400},
    {ErrorCode::KeyUnavailable, "KeyUnavailableException", 500},
};

// cloudtrail contract 6, and what the JSON services share.
constexpr Case kCloudTrail[] = {
    {ErrorCode::Validation, "ValidationException", 400},
    {ErrorCode::Serialization, "SerializationException", 400},
    {ErrorCode::UnknownOperation, "UnknownOperationException", 400},
    {ErrorCode::AccessDenied, "AccessDeniedException", 400},
    {ErrorCode::Throttled, "ThrottlingException", 400},
    {ErrorCode::MissingAuthenticationToken, "MissingAuthenticationTokenException", 400},
    {ErrorCode::IncompleteSignature, "IncompleteSignatureException", 400},
    {ErrorCode::InvalidSignature, "InvalidSignatureException", 400},
    {ErrorCode::UnrecognizedClient, "UnrecognizedClientException", 400},
    {ErrorCode::ExpiredToken, "ExpiredTokenException", 400},
    {ErrorCode::Unavailable, "ServiceUnavailable", 503},
    {ErrorCode::InvalidInput, "InvalidLookupAttributesException", 400},
    {ErrorCode::InvalidRequest, "InvalidTimeRangeException", 400},
    {ErrorCode::LimitExceeded, "InvalidMaxResultsException", 400},
    {ErrorCode::InvalidNextToken, "InvalidNextTokenException", 400},
    {ErrorCode::InvalidParameter, "InvalidEventCategoryException", 400},
    {ErrorCode::ResourceNotFound, "TrailNotFoundException", 404},
    {ErrorCode::UnsupportedOperation, "UnsupportedOperationException", 400},
};

// iam contract 2 and 3, sigv4 contract 6.
constexpr Case kIam[] = {
    {ErrorCode::InvalidParameter, "InvalidInput", 400},
    {ErrorCode::InvalidNextToken, "ValidationError", 400},
    {ErrorCode::LimitExceeded, "LimitExceeded", 409},
    {ErrorCode::MalformedPolicyDocument, "MalformedPolicyDocument", 400},
    {ErrorCode::Validation, "ValidationError", 400},
    {ErrorCode::Serialization, "MalformedInput", 400},
    {ErrorCode::UnknownOperation, "InvalidAction", 400},
    {ErrorCode::AccessDenied, "AccessDenied", 403},
    {ErrorCode::Throttled, "Throttling", 400},
    {ErrorCode::MissingAuthenticationToken, "MissingAuthenticationToken", 403},
    {ErrorCode::IncompleteSignature, "IncompleteSignature", 400},
    {ErrorCode::InvalidSignature, "SignatureDoesNotMatch", 403},
    {ErrorCode::UnrecognizedClient, "InvalidClientTokenId", 403},
    {ErrorCode::ExpiredToken, "ExpiredToken", 403},
    {ErrorCode::Unavailable, "ServiceUnavailable", 503},
    {ErrorCode::NoSuchEntity, "NoSuchEntity", 404},
    {ErrorCode::EntityAlreadyExists, "EntityAlreadyExists", 409},
    {ErrorCode::DeleteConflict, "DeleteConflict", 409},
    {ErrorCode::InvalidInput, "InvalidInput", 400},
    {ErrorCode::UnmodifiableEntity, "UnmodifiableEntity", 400},
    {ErrorCode::PolicyNotAttachable, "PolicyNotAttachable", 400},
    {ErrorCode::PasswordPolicyViolation, "PasswordPolicyViolation", 400},
    {ErrorCode::InvalidUserType, "InvalidUserType", 400},
    {ErrorCode::InvalidAuthenticationCode, "InvalidAuthenticationCode", 403},
    {ErrorCode::ConcurrentModification, "ConcurrentModification", 409},
    {ErrorCode::EntityTemporarilyUnmodifiable, "EntityTemporarilyUnmodifiable", 409},
    {ErrorCode::ReportInProgress, "ReportInProgress", 404},
    {ErrorCode::ReportNotPresent, "ReportNotPresent", 410},
    {ErrorCode::ReportExpired, "ReportExpired", 410},
    {ErrorCode::PolicyEvaluation, "PolicyEvaluation", 500},
    {ErrorCode::IdentityProviderUnreachable, "OpenIdIdpCommunicationError", 400},
};

// iam contract 4, sigv4 contract 6.
constexpr Case kSts[] = {
    {ErrorCode::InvalidParameter, "InvalidParameterValue", 400},
    {ErrorCode::MalformedPolicyDocument, "MalformedPolicyDocument", 400},
    {ErrorCode::Validation, "ValidationError", 400},
    {ErrorCode::Serialization, "MalformedInput", 400},
    {ErrorCode::UnknownOperation, "InvalidAction", 400},
    {ErrorCode::AccessDenied, "AccessDenied", 403},
    {ErrorCode::Throttled, "Throttling", 400},
    {ErrorCode::MissingAuthenticationToken, "MissingAuthenticationToken", 403},
    {ErrorCode::IncompleteSignature, "IncompleteSignature", 400},
    {ErrorCode::InvalidSignature, "SignatureDoesNotMatch", 403},
    {ErrorCode::UnrecognizedClient, "InvalidClientTokenId", 403},
    {ErrorCode::ExpiredToken, "ExpiredToken", 403},
    {ErrorCode::Unavailable, "ServiceUnavailable", 503},
    {ErrorCode::InvalidInput, "InvalidParameterValue", 400},
    {ErrorCode::PackedPolicyTooLarge, "PackedPolicyTooLarge", 400},
    {ErrorCode::InvalidIdentityToken, "InvalidIdentityToken", 400},
    {ErrorCode::IdentityTokenExpired, "ExpiredTokenException", 400},
    {ErrorCode::IdentityClaimRejected, "IDPRejectedClaim", 403},
    {ErrorCode::IdentityProviderUnreachable, "IDPCommunicationError", 400},
    {ErrorCode::InvalidAuthorizationMessage, "InvalidAuthorizationMessageException", 400},
};

constexpr auto kOurs = ErrorCode::Internal;
constexpr Table kTables[] = {
    {Service::SecretsManager, kSecretsManager, {kOurs, "InternalServiceError", 500, kCapitalised}},
    {Service::Kms, kKms, {kOurs, "KMSInternalException", 500}},
    {Service::CloudTrail, kCloudTrail, {kOurs, "InternalFailure", 500}},
    {Service::Iam, kIam, {kOurs, "ServiceFailure", 500}},
    {Service::Sts, kSts, {kOurs, "InternalFailure", 500}},
};

class EveryErrorTest : public ::testing::TestWithParam<Table> {};

TEST_P(EveryErrorTest, HasTheNameAndStatusOfTheContract) {
  const Table& table = GetParam();
  for (unsigned number = 0; number <= std::to_underlying(kLastErrorCode); ++number) {
    const auto code = static_cast<ErrorCode>(number);
    const auto found = std::ranges::find(table.cases, code, &Case::code);
    const Case& want = found == table.cases.end() ? table.internal : *found;
    const ErrorName name = error_name(table.service, code);
    EXPECT_EQ(name.name, want.name) << number;
    EXPECT_EQ(name.status, want.status) << want.name;
    EXPECT_EQ(name.message, want.message) << want.name;
  }
}

INSTANTIATE_TEST_SUITE_P(Wire, EveryErrorTest, ::testing::ValuesIn(kTables), [](const auto& info) {
  return std::string(traits_of(info.param.service).scope);
});

TEST(ErrorNamesTest, NamesNoCodeBeyondThoseThatAreWalked) {
  for (unsigned number = std::to_underlying(kLastErrorCode) + 1U; number < 256; ++number) {
    for (const Table& table : kTables) {
      EXPECT_EQ(error_name(table.service, static_cast<ErrorCode>(number)).name, table.internal.name)
          << number;
    }
  }
}

TEST(ErrorNamesTest, WritesModelledErrorsWithACapitalMessage) {
  EXPECT_EQ(encoded(Service::SecretsManager, {ErrorCode::InvalidRequest, "You can't \"do\" this."}),
            std::pair(400U, std::string(R"({"__type":"InvalidRequestException",)"
                                        R"("Message":"You can't \"do\" this."})")));
}

TEST(ErrorNamesTest, WritesFrontEndErrorsAsTheCapturedOne) {
  const auto [status, body] = encoded(
      Service::SecretsManager,
      {ErrorCode::Validation,
       "1 validation error detected: Value null at 'secretId' failed to satisfy constraint: Member "
       "must not be null"});
  EXPECT_EQ(status, 400U);
  EXPECT_EQ(body.size(), 152U);  // The Content-Length of contract 1.3.
  EXPECT_TRUE(body.starts_with(R"({"__type":"ValidationException","message":"1 val)"));
}

TEST(ErrorNamesTest, WritesADenialOfKmsForEveryParser) {
  EXPECT_EQ(encoded(Service::Kms, {ErrorCode::AccessDenied, "no"}).second,
            R"({"__type":"AccessDeniedException","Message":"no","message":"no"})");
  EXPECT_EQ(encoded(Service::Kms, {ErrorCode::KeyDisabled, "no"}).second,
            R"({"__type":"DisabledException","message":"no"})");
}

TEST(ErrorNamesTest, LeavesOutAnEmptyMessage) {
  EXPECT_EQ(encoded(Service::Kms, {ErrorCode::UnreadableCiphertext, ""}).second,
            R"({"__type":"InvalidCiphertextException"})");
  EXPECT_EQ(encoded(Service::SecretsManager, {ErrorCode::UnknownOperation, ""}).second,
            R"({"__type":"UnknownOperationException"})");
}

TEST(ErrorNamesTest, SaysNothingOfOurOwnFaults) {
  for (const ErrorCode code : {ErrorCode::Internal, ErrorCode::Conflict,
                               ErrorCode::InvalidCiphertext, ErrorCode::InvalidSetting}) {
    EXPECT_EQ(
        encoded(Service::SecretsManager, {code, "/var/lib/x"}),
        std::pair(500U, std::string(R"({"__type":"InternalServiceError",)"
                                    R"("Message":"An error occurred on the server side."})")));
  }
}

TEST(ErrorNamesTest, WritesQueryErrorsAsTheRecordedOne) {
  EXPECT_EQ(encoded_query(Service::Sts, {ErrorCode::UnrecognizedClient,
                                         "The security token included in the request is invalid."}),
            std::pair(403U, std::string(
                                R"(<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <Error>
    <Type>Sender</Type>
    <Code>InvalidClientTokenId</Code>
    <Message>The security token included in the request is invalid</Message>
  </Error>
  <RequestId>id&lt;1&gt;</RequestId>
</ErrorResponse>
)")));
}

TEST(ErrorNamesTest, EscapesTheTextOfQueryErrors) {
  const auto [status, body] =
      encoded_query(Service::Iam, {ErrorCode::IncompleteSignature, "<a href=\"x\">'&\x01\n"});
  EXPECT_EQ(status, 400U);
  EXPECT_NE(body.find("<Message>&lt;a href=&quot;x&quot;&gt;&#39;&amp;\uFFFD\n</Message>"),
            std::string::npos)
      << body;
  EXPECT_NE(body.find("https://iam.amazonaws.com/doc/2010-05-08/"), std::string::npos);
}

TEST(ErrorNamesTest, HasTextsOfItsOwnWhereTheContractHas) {
  EXPECT_EQ(error_name(Service::Iam, ErrorCode::InvalidNextToken).text, "Invalid Marker.");
  EXPECT_EQ(error_name(Service::Iam, ErrorCode::Throttled).text, "Rate exceeded");
  EXPECT_EQ(error_name(Service::Kms, ErrorCode::Throttled).text,
            "You have exceeded the rate at which you may call KMS. Reduce the frequency of your "
            "calls.");
}

TEST(ErrorNamesTest, BlamesTheReceiverForOurFaults) {
  const auto [status, body] = encoded_query(Service::Iam, {ErrorCode::Internal, "detail"});
  EXPECT_EQ(status, 500U);
  EXPECT_NE(body.find("<Type>Receiver</Type>"), std::string::npos);
  EXPECT_EQ(body.find("detail"), std::string::npos);
}

}  // namespace
}  // namespace strongroom::wire
