#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "base/http_client.h"
#include "base/result.h"
#include "base/wiped_string.h"
#include "crypto/locked_memory.h"
#include "remote/aws_credentials.h"

#include <chrono>
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace strongroom::remote {

/// A key of another KMS: AWS's, or another Strongroom's.
struct RemoteKey {
  std::string arn;       ///< Of the key, or of an alias.
  std::string endpoint;  ///< Where its service listens, without a path.
};

/// Encrypts and decrypts a small secret by another KMS's API. While that can't be reached it is
/// asked again for a minute, and the log says what is waited for. Blocks. One thread.
class RemoteKms {
 public:
  using CredentialSource = std::function<std::expected<AwsCredentials, RemoteFailure>(HttpClient&)>;
  using Pause = std::function<void(std::chrono::milliseconds)>;

  /// `clock` outlives this object. `pause` waits.
  RemoteKms(RemoteKey key, std::unique_ptr<HttpClient> client, CredentialSource credentials,
            const Clock& clock, Pause pause);

  const RemoteKey& key() const { return key_; }

  // `context` is a JSON object of texts: the encryption context. InvalidSetting says which service
  // refused, and why.
  Result<Bytes> encrypt(ByteView secret, std::string_view context);
  Result<crypto::LockedKey> decrypt(ByteView ciphertext, std::string_view context);

 private:
  using Answer = std::expected<WipedString, RemoteFailure>;
  Result<WipedString> call(std::string_view action, const WipedString& body);
  Answer attempt(std::string_view action, const WipedString& body);
  std::unexpected<Error> failed(std::string_view why) const;

  RemoteKey key_;
  std::unique_ptr<HttpClient> client_;
  CredentialSource credentials_;
  const Clock& clock_;
  Pause pause_;
};

}  // namespace strongroom::remote
