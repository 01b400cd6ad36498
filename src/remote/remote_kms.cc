#include "remote/remote_kms.h"

#include "base/arn.h"
#include "base/encoding.h"
#include "base/log.h"
#include "base/sync_wait.h"
#include "sigv4/request_date.h"
#include "sigv4/sign.h"
#include "wire/arena_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace strongroom::remote {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirstPause{500};
constexpr milliseconds kLongestPause{8'000};
constexpr milliseconds kPatience{60'000};

WipedString base64(ByteView bytes) {
  WipedString text(base64_size(bytes.size()), '\0');
  encode_base64(bytes, text.data());
  return text;
}

/// The signed request. What is signed is what the client sends besides headers of its own.
HttpRequest signed_request(const RemoteKey& key, const AwsCredentials& credentials,
                           std::string_view action, const WipedString& body, Timestamp now) {
  const std::string host = key.endpoint.substr(key.endpoint.find("//") + 2);
  HttpRequest request{
      .method = "POST",
      .url = key.endpoint + "/",
      .headers = {{.name = "Content-Type", .value = "application/x-amz-json-1.1"},
                  {.name = "X-Amz-Date", .value = sigv4::basic_date(now)},
                  {.name = "X-Amz-Target", .value = fmt::format("TrentService.{}", action)}},
      .body = body};
  if (!credentials.session_token.empty()) {
    request.headers.push_back({.name = "X-Amz-Security-Token",
                               .value = std::string(std::string_view(credentials.session_token))});
  }
  std::vector<sigv4::Header> headers{{.name = "Host", .value = host}};
  for (const HttpField& field : request.headers) {
    headers.push_back({.name = field.name, .value = field.value});
  }
  const std::string authorization = sigv4::authorization_for(
      {.method = "POST",
       .target = "/",
       .headers = headers,
       .body_hash = crypto::sha256(bytes_of(body))},
      {.access_key_id = credentials.access_key_id,
       .secret_access_key = text_of(credentials.secret_access_key.reveal()),
       .region = parse_arn(key.arn)->region,
       .service = "kms"},
      now);
  request.headers.push_back({.name = "Authorization", .value = authorization});
  return request;
}

RemoteFailure refusal_in(const HttpResponse& response) {
  Arena arena;
  const auto object = wire::object_in(response.body, arena);
  const std::string_view type = object ? wire::text_member(*object, "__type") : "";
  std::string_view message = object ? wire::text_member(*object, "message") : "";
  if (message.empty() && object) message = wire::text_member(*object, "Message");
  std::string detail = fmt::format("status {}", response.status);
  if (!type.empty()) detail += fmt::format(" {}: {}", type.substr(type.find('#') + 1), message);
  const bool may_pass = response.status >= 500 || response.status == 429 ||
                        type.contains("Throttling") || type.contains("LimitExceeded");
  return {.may_pass = may_pass, .detail = std::move(detail)};
}

/// The bytes of the answer's text member `name`, in the arena.
std::optional<ByteView> bytes_in(const WipedString& answer, std::string_view name, Arena& arena) {
  const auto object = wire::object_in(answer, arena);
  if (!object) return std::nullopt;
  const std::string_view text = wire::text_member(*object, name);
  return decode_base64(text, arena.bytes(base64_decoded_bound(text.size())));
}

}  // namespace

RemoteKms::RemoteKms(RemoteKey key, std::unique_ptr<HttpClient> client,
                     CredentialSource credentials, const Clock& clock, Pause pause)
    : key_(std::move(key)),
      client_(std::move(client)),
      credentials_(std::move(credentials)),
      clock_(clock),
      pause_(std::move(pause)) {}

std::unexpected<Error> RemoteKms::failed(std::string_view why) const {
  return failure(ErrorCode::InvalidSetting,
                 fmt::format("the KMS at {} does not open the store: {}", key_.endpoint, why));
}

RemoteKms::Answer RemoteKms::attempt(std::string_view action, const WipedString& body) {
  const auto credentials = credentials_(*client_);
  if (!credentials) return std::unexpected(credentials.error());
  HttpResult got =
      sync_wait(client_->send(signed_request(key_, *credentials, action, body, clock_.now())));
  if (!got) {
    const auto kind = got.error().kind;
    const bool may_pass =
        kind == HttpFailure::Kind::Unreachable || kind == HttpFailure::Kind::TooSlow;
    return std::unexpected(RemoteFailure{.may_pass = may_pass, .detail = got.error().detail});
  }
  if (got->status != 200) return std::unexpected(refusal_in(*got));
  return std::move(got->body);
}

Result<WipedString> RemoteKms::call(std::string_view action, const WipedString& body) {
  milliseconds pause = kFirstPause;
  for (milliseconds waited{0};; waited += pause, pause = std::min(2 * pause, kLongestPause)) {
    Answer answer = attempt(action, body);
    if (answer) return *std::move(answer);
    if (!answer.error().may_pass || waited >= kPatience) return failed(answer.error().detail);
    log::warning("the KMS at {} is waited for: {}", key_.endpoint, answer.error().detail);
    pause_(pause);
  }
}

Result<Bytes> RemoteKms::encrypt(ByteView secret, std::string_view context) {
  WipedString body(
      fmt::format(R"({{"KeyId":"{}","EncryptionContext":{},"Plaintext":")", key_.arn, context));
  body.reserve(body.size() + base64_size(secret.size()) + 2);
  body.append(base64(secret)).append("\"}");
  SR_TRY(const WipedString answer, call("Encrypt", body));
  Arena arena;
  const auto ciphertext = bytes_in(answer, "CiphertextBlob", arena);
  if (!ciphertext || ciphertext->empty()) return failed("its answer has no ciphertext");
  return copy_of(*ciphertext);
}

Result<crypto::LockedKey> RemoteKms::decrypt(ByteView ciphertext, std::string_view context) {
  const WipedString body(
      fmt::format(R"({{"KeyId":"{}","EncryptionContext":{},"CiphertextBlob":"{}"}})", key_.arn,
                  context, base64_of(ciphertext)));
  SR_TRY(const WipedString answer, call("Decrypt", body));
  Arena arena;
  const auto secret = bytes_in(answer, "Plaintext", arena);
  if (!secret || secret->size() != crypto::LockedKey::kSize) {
    return failed("its answer has no secret of 32 bytes");
  }
  return crypto::LockedKey::copy_of(*secret);
}

}  // namespace strongroom::remote
