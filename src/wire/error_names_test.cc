#include "wire/error_names.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <utility>

namespace strongroom::wire {
namespace {

constexpr std::array<Service, 5> kAllServices = {Service::SecretsManager, Service::Kms,
                                                 Service::CloudTrail, Service::Iam, Service::Sts};

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
  bool modelled;
};

// secrets-manager contract 1.4, every code there is.
constexpr Case kSecretsManager[] = {
    {ErrorCode::ResourceNotFound, "ResourceNotFoundException", 400, true},
    {ErrorCode::ResourceExists, "ResourceExistsException", 400, true},
    {ErrorCode::InvalidParameter, "InvalidParameterException", 400, true},
    {ErrorCode::InvalidRequest, "InvalidRequestException", 400, true},
    {ErrorCode::InvalidNextToken, "InvalidNextTokenException", 400, true},
    {ErrorCode::LimitExceeded, "LimitExceededException", 400, true},
    {ErrorCode::MalformedPolicyDocument, "MalformedPolicyDocumentException", 400, true},
    {ErrorCode::PublicPolicy, "PublicPolicyException", 400, true},
    {ErrorCode::EncryptionFailure, "EncryptionFailure", 400, true},
    {ErrorCode::DecryptionFailure, "DecryptionFailure", 400, true},
    {ErrorCode::Validation, "ValidationException", 400, false},
    {ErrorCode::Serialization, "SerializationException", 400, false},
    {ErrorCode::UnknownOperation, "UnknownOperationException", 400, false},
    {ErrorCode::AccessDenied, "AccessDeniedException", 400, false},
    {ErrorCode::Throttled, "ThrottlingException", 400, false},
    {ErrorCode::MissingAuthenticationToken, "MissingAuthenticationTokenException", 400, false},
    {ErrorCode::IncompleteSignature, "IncompleteSignatureException", 400, false},
    {ErrorCode::InvalidSignature, "InvalidSignatureException", 400, false},
    {ErrorCode::UnrecognizedClient, "UnrecognizedClientException", 400, false},
    {ErrorCode::ExpiredToken, "ExpiredTokenException", 400, false},
    {ErrorCode::Internal, "InternalServiceError", 500, true},
    {ErrorCode::Unavailable, "ServiceUnavailable", 503, false},
    {ErrorCode::Conflict, "InternalServiceError", 500, true},
    {ErrorCode::InvalidCiphertext, "InternalServiceError", 500, true},
    {ErrorCode::InvalidSetting, "InternalServiceError", 500, true},
};

TEST(ErrorNamesTest, NamesEveryCodeOfSecretsManager) {
  static_assert(std::size(kSecretsManager) == std::to_underlying(ErrorCode::InvalidSetting) + 1);
  for (std::size_t i = 0; i < std::size(kSecretsManager); ++i) {
    const Case& want = kSecretsManager[i];
    EXPECT_EQ(std::to_underlying(want.code), i);
    const ErrorName name = error_name(Service::SecretsManager, want.code);
    EXPECT_EQ(name.name, want.name);
    EXPECT_EQ(name.status, want.status) << want.name;
    EXPECT_EQ(name.modelled, want.modelled) << want.name;
  }
}

TEST(ErrorNamesTest, NamesEveryCodeInEveryService) {
  for (const Service service : kAllServices) {
    for (unsigned code = 0; code <= std::to_underlying(ErrorCode::InvalidSetting); ++code) {
      const ErrorName name = error_name(service, static_cast<ErrorCode>(code));
      EXPECT_FALSE(name.name.empty());
      EXPECT_GE(name.status, 400U);
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

TEST(ErrorNamesTest, LeavesOutAnEmptyMessage) {
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
  EXPECT_NE(body.find("<Message>&lt;a href=&quot;x&quot;&gt;&#39;&amp; \n</Message>"),
            std::string::npos)
      << body;
  EXPECT_NE(body.find("https://iam.amazonaws.com/doc/2010-05-08/"), std::string::npos);
}

TEST(ErrorNamesTest, BlamesTheReceiverForOurFaults) {
  const auto [status, body] = encoded_query(Service::Iam, {ErrorCode::Internal, "detail"});
  EXPECT_EQ(status, 500U);
  EXPECT_NE(body.find("<Type>Receiver</Type>"), std::string::npos);
  EXPECT_EQ(body.find("detail"), std::string::npos);
}

}  // namespace
}  // namespace strongroom::wire
