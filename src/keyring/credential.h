#pragma once

#include "base/result.h"
#include "crypto/secret_bytes.h"

#include <filesystem>
#include <string_view>

namespace strongroom::keyring {

/// Credentials that systemd passes to a service (systemd.exec(5), LoadCredentialEncrypted=): files
/// in $CREDENTIALS_DIRECTORY, whose access systemd has seen to. InvalidSetting, with the remedy:
/// there is no such folder, `name` is not the name of a file, or the file can't be read.

std::filesystem::path credential_folder();  ///< Empty when systemd has passed none.
Result<std::filesystem::path> credential_file(std::string_view name);
/// A passphrase or PIN, without one line end behind it. At most 4096 bytes.
Result<crypto::SecretBytes> read_credential(std::string_view name);

/// The rest of what can be read from `descriptor`, in the same way; `name` is for messages.
Result<crypto::SecretBytes> read_secret_line(int descriptor, std::string_view name);

}  // namespace strongroom::keyring
