#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace strongroom::bench {

/// One request, ready to be sent, and what a right answer's body holds.
struct Request {
  std::string bytes;
  std::string expected;
};

/// Writes signed requests as the AWS SDK for Python does (same headers, same size). A signature
/// is good for five minutes from the factory's making. One thread.
class RequestFactory {
 public:
  /// `host` as in the Host header, e.g. "127.0.0.1:4566"; `target` is the header X-Amz-Target, of
  /// Secrets Manager or KMS. The access key is that of the environment (AWS_ACCESS_KEY_ID,
  /// AWS_SECRET_ACCESS_KEY), else test / test.
  RequestFactory(std::string host, std::string_view target);

  Request get_secret_value(std::size_t secret) const;
  /// Under `kms_key`, unless that is empty.
  Request create_secret(std::size_t secret, std::string_view kms_key) const;
  Request signed_request(std::string body, std::string expected) const;

 private:
  std::string host_;
  std::string target_;
  std::string time_;  // yyyymmddThhmmssZ
  std::string key_id_;
  std::string scope_;    // date/region/service/aws4_request
  std::string signing_;  // 32 bytes
};

}  // namespace strongroom::bench
