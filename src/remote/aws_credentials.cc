#include "remote/aws_credentials.h"

#include "base/bytes.h"
#include "base/sync_wait.h"
#include "keyring/credential.h"
#include "wire/arena_json.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <ranges>
#include <utility>
#include <vector>

namespace strongroom::remote {
namespace {

using Credentials = std::expected<AwsCredentials, RemoteFailure>;
using Page = std::expected<WipedString, RemoteFailure>;

constexpr std::chrono::seconds kTimeout{5};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::unexpected<Error> refused(std::string_view why) {
  return failure(ErrorCode::InvalidSetting,
                 fmt::format("the credential of the KMS {}: write it as AWS's credentials file, "
                             "with aws_access_key_id and aws_secret_access_key",
                             why));
}

std::string_view environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string_view() : value;
}

Page page(HttpClient& client, HttpRequest request) {
  request.timeout = kTimeout;
  const std::string url = request.url;
  HttpResult got = sync_wait(client.send(std::move(request)));
  if (!got) {
    return std::unexpected(
        RemoteFailure{.may_pass = true, .detail = fmt::format("{}: {}", url, got.error().detail)});
  }
  if (got->status == 200) return std::move(got->body);
  return std::unexpected(
      RemoteFailure{.may_pass = got->status >= 500 || got->status == 429,
                    .detail = fmt::format("{} answers with status {}", url, got->status)});
}

/// The form in which every provider of a machine's role gives them.
Credentials credentials_of_json(const Page& json) {
  if (!json) return std::unexpected(json.error());
  Arena arena;
  const auto object = wire::object_in(*json, arena);
  const std::string_view id = object ? wire::text_member(*object, "AccessKeyId") : "";
  const std::string_view secret = object ? wire::text_member(*object, "SecretAccessKey") : "";
  if (id.empty() || secret.empty()) {
    return std::unexpected(
        RemoteFailure{.may_pass = false, .detail = "the machine's role has no credentials"});
  }
  return AwsCredentials{.access_key_id = std::string(id),
                        .secret_access_key = crypto::SecretBytes::copy_of(bytes_of(secret)),
                        .session_token = WipedString(wire::text_member(*object, "Token"))};
}

/// A file's when the environment names one: it is changed while the container runs.
Result<std::string> container_token() {
  const std::string file(environment("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"));
  if (file.empty()) return std::string(environment("AWS_CONTAINER_AUTHORIZATION_TOKEN"));
  const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return failure(ErrorCode::InvalidSetting, file + " can't be opened");
  const auto line = keyring::read_secret_line(descriptor, file);
  close(descriptor);
  if (!line) return std::unexpected(line.error());
  return std::string(text_of(line->reveal()));
}

Credentials credentials_of_container(HttpClient& client, std::string url) {
  const auto token = container_token();
  if (!token) {
    return std::unexpected(
        RemoteFailure{.may_pass = false, .detail = std::string(token.error().message())});
  }
  HttpRequest request{.url = std::move(url)};
  if (!token->empty()) request.headers = {{.name = "Authorization", .value = *token}};
  return credentials_of_json(page(client, std::move(request)));
}

Credentials credentials_of_instance(HttpClient& client) {
  std::string_view service = environment("AWS_EC2_METADATA_SERVICE_ENDPOINT");
  if (service.empty()) service = "http://169.254.169.254";
  if (service.ends_with('/')) service.remove_suffix(1);
  const Page token =
      page(client, {.method = "PUT",
                    .url = fmt::format("{}/latest/api/token", service),
                    .headers = {{.name = "X-aws-ec2-metadata-token-ttl-seconds", .value = "300"}}});
  if (!token) return std::unexpected(token.error());
  const std::vector<HttpField> headers{
      {.name = "X-aws-ec2-metadata-token", .value = std::string(*token)}};
  const std::string roles = fmt::format("{}/latest/meta-data/iam/security-credentials/", service);
  const Page role = page(client, {.url = roles, .headers = headers});
  if (!role) return std::unexpected(role.error());
  const std::string_view first = std::string_view(*role).substr(0, role->find('\n'));
  return credentials_of_json(
      page(client, {.url = fmt::format("{}{}", roles, first), .headers = headers}));
}

}  // namespace

Result<AwsCredentials> credentials_in(std::string_view text) {
  AwsCredentials credentials;
  int headings = 0;
  for (const auto part : std::views::split(text, '\n')) {
    const std::string_view line = trimmed(std::string_view(part.begin(), part.end()));
    if (line.empty() || line.starts_with('#')) continue;
    if (line.starts_with('[') && ++headings > 1) return refused("has more than one profile");
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view name = trimmed(line.substr(0, equals));
    const std::string_view value = trimmed(line.substr(equals + 1));
    if (name == "aws_access_key_id") credentials.access_key_id = value;
    if (name == "aws_session_token") credentials.session_token = value;
    if (name == "aws_secret_access_key") {
      credentials.secret_access_key = crypto::SecretBytes::copy_of(bytes_of(value));
    }
  }
  if (credentials.access_key_id.empty() || credentials.secret_access_key.size() == 0) {
    return refused("lacks a key");
  }
  return credentials;
}

Credentials credentials_of_machine(HttpClient& client) {
  const std::string_view url = environment("AWS_CONTAINER_CREDENTIALS_FULL_URI");
  if (!url.empty()) return credentials_of_container(client, std::string(url));
  const std::string_view path = environment("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
  if (!path.empty()) {
    return credentials_of_container(client, fmt::format("http://169.254.170.2{}", path));
  }
  return credentials_of_instance(client);
}

}  // namespace strongroom::remote
