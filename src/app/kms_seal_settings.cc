#include "app/kms_seal_settings.h"

#include "base/arn.h"
#include "base/bytes.h"
#include "base/clock.h"
#include "http/client.h"
#include "http/url.h"
#include "keyring/credential.h"
#include "remote/aws_credentials.h"
#include "remote/kms_seal.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string_view>
#include <thread>
#include <utility>

namespace strongroom::app {
namespace {

using remote::AwsCredentials;
using remote::RemoteFailure;

const SystemClock kClock;

bool names_kms_key(std::string_view text) {
  const auto arn = parse_arn(text);
  // It goes into a JSON text as it is.
  const bool plain = std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view(":/_-").contains(c);
  });
  return arn && plain && arn->service == "kms" && is_region_name(arn->region) &&
         is_account_id(arn->account) &&
         (arn->resource.starts_with("key/") || arn->resource.starts_with("alias/"));
}

std::string endpoint_of(const SealSettings& settings) {
  if (!settings.endpoint.empty()) return settings.endpoint;
  const std::string_view region = parse_arn(settings.key)->region;
  return fmt::format("https://kms.{}.amazonaws.com{}", region,
                     partition_of_region(region) == "aws-cn" ? ".cn" : "");
}

/// What opens the store would be seen on its way.
bool keeps_secrets(const http::Url& url) {
  return url.tls || url.host == "127.0.0.1" || url.host == "::1" || url.host == "localhost";
}

/// Read anew each time, since systemd's folder is gone when the service has ended.
std::expected<AwsCredentials, RemoteFailure> credentials_of(const std::string& credential) {
  auto content = keyring::read_credential(credential);
  auto credentials = content ? remote::credentials_in(text_of(content->reveal()))
                             : Result<AwsCredentials>(std::unexpected(content.error()));
  if (credentials) return *std::move(credentials);
  return std::unexpected(
      RemoteFailure{.may_pass = false, .detail = std::string(credentials.error().message())});
}

remote::RemoteKms::CredentialSource credential_source(const std::string& credential) {
  if (credential.empty()) return remote::credentials_of_machine;
  return [credential](HttpClient&) { return credentials_of(credential); };
}

}  // namespace

Result<void> check_kms_seal(const SealSettings& settings) {
  if (!names_kms_key(settings.key)) {
    return failure(ErrorCode::InvalidSetting,
                   "seal.key: write the ARN of a key or an alias, as in "
                   "\"arn:aws:kms:eu-west-1:111122223333:alias/strongroom\".");
  }
  const auto url = http::parse_url(endpoint_of(settings));
  if (!url || url->target != "/" || settings.endpoint.ends_with('/')) {
    return failure(
        ErrorCode::InvalidSetting,
        "seal.endpoint: write where the KMS listens, as in \"https://kms.example:8443\".");
  }
  if (!keeps_secrets(*url)) {
    return failure(ErrorCode::InvalidSetting,
                   "seal.endpoint: http is for this machine itself; write https.");
  }
  return {};
}

Result<std::unique_ptr<keyring::Seal>> make_kms_seal(const SealSettings& settings) {
  SR_TRY(auto client, http::Client::open({.ca_file = settings.ca_file, .any_address = true}));
  return std::make_unique<remote::KmsSeal>(remote::RemoteKms(
      {.arn = settings.key, .endpoint = endpoint_of(settings)}, std::move(client),
      credential_source(settings.credential), kClock,
      [](std::chrono::milliseconds pause) { std::this_thread::sleep_for(pause); }));
}

}  // namespace strongroom::app
