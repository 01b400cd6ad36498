#include "wire/error_names.h"

#include "wire/json_writer.h"

#include <algorithm>
#include <array>
#include <optional>

namespace strongroom::wire {
namespace {

constexpr std::string_view kInternalText = "An error occurred on the server side.";

/// A service's own exceptions; what is missing belongs to the front end.
struct ServiceRow {
  ErrorCode code;
  ErrorName name;
};

// secrets-manager contract 1.4.
constexpr std::array<ServiceRow, 11> kSecretsManager = {{
    {ErrorCode::ResourceNotFound, {"ResourceNotFoundException", 400, true}},
    {ErrorCode::ResourceExists, {"ResourceExistsException", 400, true}},
    {ErrorCode::InvalidParameter, {"InvalidParameterException", 400, true}},
    {ErrorCode::InvalidRequest, {"InvalidRequestException", 400, true}},
    {ErrorCode::InvalidNextToken, {"InvalidNextTokenException", 400, true}},
    {ErrorCode::LimitExceeded, {"LimitExceededException", 400, true}},
    {ErrorCode::MalformedPolicyDocument, {"MalformedPolicyDocumentException", 400, true}},
    {ErrorCode::PublicPolicy, {"PublicPolicyException", 400, true}},
    {ErrorCode::EncryptionFailure, {"EncryptionFailure", 400, true}},
    {ErrorCode::DecryptionFailure, {"DecryptionFailure", 400, true}},
    {ErrorCode::Internal, {"InternalServiceError", 500, true, kInternalText}},
}};

/// What all services of a protocol share.
struct FrontEndRow {
  ErrorCode code;
  ErrorName json;
  ErrorName query;
};

// secrets-manager contract 1.4, sigv4 contract 6.
constexpr std::array<FrontEndRow, 12> kFrontEnd = {{
    {ErrorCode::Validation, {"ValidationException", 400}, {"ValidationError", 400}},
    {ErrorCode::Serialization, {"SerializationException", 400}, {"MalformedInput", 400}},
    {ErrorCode::UnknownOperation, {"UnknownOperationException", 400}, {"InvalidAction", 400}},
    {ErrorCode::AccessDenied, {"AccessDeniedException", 400}, {"AccessDenied", 403}},
    {ErrorCode::Throttled, {"ThrottlingException", 400}, {"Throttling", 400}},
    {ErrorCode::MissingAuthenticationToken,
     {"MissingAuthenticationTokenException", 400},
     {"MissingAuthenticationToken", 403, false, "Request is missing Authentication Token"}},
    {ErrorCode::IncompleteSignature,
     {"IncompleteSignatureException", 400},
     {"IncompleteSignature", 400}},
    {ErrorCode::InvalidSignature,
     {"InvalidSignatureException", 400},
     {"SignatureDoesNotMatch", 403}},
    {ErrorCode::UnrecognizedClient,
     {"UnrecognizedClientException", 400},
     {"InvalidClientTokenId", 403, false, "The security token included in the request is invalid"}},
    {ErrorCode::ExpiredToken, {"ExpiredTokenException", 400}, {"ExpiredToken", 403}},
    {ErrorCode::Unavailable, {"ServiceUnavailable", 503}, {"ServiceUnavailable", 503}},
    {ErrorCode::Internal,
     {"InternalFailure", 500, false, kInternalText},
     {"InternalFailure", 500, false, kInternalText}},
}};

std::optional<ErrorName> own_name(Service service, ErrorCode code) {
  if (service != Service::SecretsManager) return std::nullopt;
  const auto row = std::ranges::find(kSecretsManager, code, &ServiceRow::code);
  return row == kSecretsManager.end() ? std::nullopt : std::optional(row->name);
}

// XML 1.0 has no way to write most control characters.
void append_xml(ArenaText& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out.append("&amp;");
        break;
      case '<':
        out.append("&lt;");
        break;
      case '>':
        out.append("&gt;");
        break;
      case '"':
        out.append("&quot;");
        break;
      case '\'':
        out.append("&#39;");
        break;
      default:
        const bool control = static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t';
        out.append(control ? ' ' : c);
    }
  }
}

std::string_view text_of(const ErrorName& name, const Error& error) {
  return name.text.empty() ? std::string_view(error.message()) : name.text;
}

}  // namespace

ErrorName error_name(Service service, ErrorCode code) {
  if (const auto own = own_name(service, code)) return *own;
  const auto row = std::ranges::find(kFrontEnd, code, &FrontEndRow::code);
  // A code that must not reach a client, or that the service does not have.
  if (row == kFrontEnd.end()) return error_name(service, ErrorCode::Internal);
  return traits_of(service).protocol == Protocol::Json ? row->json : row->query;
}

unsigned encode_error(Service service, const Error& error, ArenaText& out) {
  const ErrorName name = error_name(service, error.code());
  JsonWriter writer(out);
  writer.begin_object();
  writer.key("__type");
  writer.string(name.name);
  if (const std::string_view text = text_of(name, error); !text.empty()) {
    writer.key(name.modelled ? "Message" : "message");
    writer.string(text);
  }
  writer.end_object();
  return name.status;
}

unsigned encode_query_error(Service service, const Error& error, std::string_view request_id,
                            ArenaText& out) {
  const ErrorName name = error_name(service, error.code());
  out.append("<ErrorResponse xmlns=\"");
  out.append(traits_of(service).xml_namespace);
  out.append("\">\n  <Error>\n    <Type>");
  out.append(name.status < 500 ? "Sender" : "Receiver");
  out.append("</Type>\n    <Code>");
  out.append(name.name);
  out.append("</Code>\n    <Message>");
  append_xml(out, text_of(name, error));
  out.append("</Message>\n  </Error>\n  <RequestId>");
  append_xml(out, request_id);
  out.append("</RequestId>\n</ErrorResponse>\n");
  return name.status;
}

}  // namespace strongroom::wire
