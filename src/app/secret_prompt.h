#pragma once

#include "base/result.h"
#include "crypto/secret_bytes.h"

#include <optional>
#include <string_view>

namespace strongroom::app {

/// Asks the operator for a share or passphrase: on the terminal without echo, or from a file
/// descriptor that he has named. Never from an argument or the environment. One thread.
class SecretPrompt {
 public:
  explicit SecretPrompt(std::optional<int> descriptor) : descriptor_(descriptor) {}

  /// One line, without its end. InvalidSetting: there is no terminal, or nothing was given.
  Result<crypto::SecretBytes> ask(std::string_view question) const;
  /// On a terminal twice: a mistake in a new passphrase would lock everybody out.
  Result<crypto::SecretBytes> ask_new(std::string_view question) const;

 private:
  std::optional<int> descriptor_;
};

}  // namespace strongroom::app
