#include "requests.h"

#include "base/bytes.h"
#include "base/encoding.h"
#include "crypto/hash.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <cstdlib>
#include <ctime>
#include <utility>

namespace strongroom::bench {
namespace {

constexpr std::string_view kUserAgent =
    "Boto3/1.44.5 md/Botocore#1.44.5 ua/2.1 os/linux#6.1 md/arch#x86_64 lang/python#3.11.2 "
    "md/pyimpl#CPython m/Z,b,D,e cfg/retry-mode#legacy Botocore/1.44.5";

std::string hmac(std::string_view key, std::string_view text) {
  const crypto::Digest256 mac = crypto::hmac_sha256(bytes_of(key), {bytes_of(text)});
  return std::string(text_of(mac));
}

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "test" : value;
}

std::string hex_sha256(std::string_view text) { return hex_of(crypto::sha256(bytes_of(text))); }

std::string name_of(std::size_t secret) { return fmt::format("bench/secret-{:08}", secret); }

std::string password_of(std::size_t secret) {
  return fmt::format("EXAMPLE-PASSWORD-{:08}", secret);
}

}  // namespace

RequestFactory::RequestFactory(std::string host, std::string_view target)
    : host_(std::move(host)), target_(target) {
  const std::string_view service = target.starts_with("TrentService.") ? "kms" : "secretsmanager";
  key_id_ = environment("AWS_ACCESS_KEY_ID");
  time_ = fmt::format("{:%Y%m%dT%H%M%SZ}", fmt::gmtime(std::time(nullptr)));
  const std::string date = time_.substr(0, 8);
  scope_ = fmt::format("{}/eu-west-1/{}/aws4_request", date, service);
  signing_ = hmac(
      hmac(hmac(hmac("AWS4" + environment("AWS_SECRET_ACCESS_KEY"), date), "eu-west-1"), service),
      "aws4_request");
}

Request RequestFactory::get_secret_value(std::size_t secret) const {
  return signed_request(fmt::format(R"({{"SecretId": "{}"}})", name_of(secret)),
                        password_of(secret));
}

Request RequestFactory::create_secret(std::size_t secret, std::string_view kms_key) const {
  const std::string name = name_of(secret);
  const std::string key = kms_key.empty() ? "" : fmt::format(R"(, "KmsKeyId": "{}")", kms_key);
  return signed_request(
      fmt::format(R"({{"Name": "{}", "SecretString": "{{\"username\": \"diego\", \"password\": )"
                  R"(\"{}\"}}", "ClientRequestToken": "00000000-0000-4000-8000-{:012}"{}}})",
                  name, password_of(secret), secret, key),
      name);
}

Request RequestFactory::signed_request(std::string body, std::string expected) const {
  constexpr std::string_view kSigned = "content-type;host;x-amz-date;x-amz-target";
  const std::string canonical = fmt::format(
      "POST\n/\n\ncontent-type:application/x-amz-json-1.1\nhost:{}\nx-amz-date:{}\n"
      "x-amz-target:{}\n\n{}\n{}",
      host_, time_, target_, kSigned, hex_sha256(body));
  const std::string to_sign =
      fmt::format("AWS4-HMAC-SHA256\n{}\n{}\n{}", time_, scope_, hex_sha256(canonical));
  std::string bytes = fmt::format(
      "POST / HTTP/1.1\r\nHost: {}\r\nAccept-Encoding: identity\r\nX-Amz-Target: {}\r\n"
      "Content-Type: application/x-amz-json-1.1\r\nUser-Agent: {}\r\nX-Amz-Date: {}\r\n"
      "Authorization: AWS4-HMAC-SHA256 Credential={}/{}, SignedHeaders={}, Signature={}\r\n"
      "amz-sdk-invocation-id: 7d7a3a5c-0b8e-4b5c-9c39-5f6f0f3f2f11\r\n"
      "amz-sdk-request: attempt=1\r\nContent-Length: {}\r\n\r\n{}",
      host_, target_, kUserAgent, time_, key_id_, scope_, kSigned,
      hex_of(bytes_of(hmac(signing_, to_sign))), body.size(), body);
  return {std::move(bytes), std::move(expected)};
}

}  // namespace strongroom::bench
