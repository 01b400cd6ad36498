#include "keyring/credential.h"

#include "crypto/random.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <span>
#include <string>
#include <system_error>

namespace strongroom::keyring {
namespace {

constexpr std::size_t kLongest = 4096;

std::unexpected<Error> refused(std::string_view name, std::string_view why) {
  return failure(ErrorCode::InvalidSetting, fmt::format("the credential {} {}", name, why));
}

std::string system_message() { return std::generic_category().message(errno); }

}  // namespace

std::filesystem::path credential_folder() {
  const char* const folder = std::getenv("CREDENTIALS_DIRECTORY");
  return folder == nullptr ? std::filesystem::path() : std::filesystem::path(folder);
}

Result<std::filesystem::path> credential_file(std::string_view name) {
  if (name.empty() || name == "." || name == ".." || name.contains('/')) {
    return refused(name, "is not the name of one: write it as in the service's unit");
  }
  if (credential_folder().empty()) {
    return refused(name,
                   "can't be found: systemd passes none. Set LoadCredentialEncrypted= or "
                   "LoadCredential= in the service's unit");
  }
  return credential_folder() / name;
}

Result<crypto::SecretBytes> read_credential(std::string_view name) {
  SR_TRY(const std::filesystem::path file, credential_file(name));
  const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return refused(name, "can't be opened: " + system_message());
  auto content = read_secret_line(descriptor, fmt::format("credential {}", name));
  close(descriptor);
  return content;
}

Result<crypto::SecretBytes> read_secret_line(int descriptor, std::string_view name) {
  crypto::SecretBytes buffer(kLongest + 1);
  const std::span<std::byte> room = buffer.writable();
  std::size_t size = 0;
  while (size < room.size()) {
    const auto rest = room.subspan(size);
    const ssize_t got = read(descriptor, rest.data(), rest.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      return failure(ErrorCode::InvalidSetting,
                     fmt::format("the {} can't be read: {}", name, system_message()));
    }
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  if (size > kLongest) {
    return failure(ErrorCode::InvalidSetting,
                   fmt::format("the {} is longer than {} bytes", name, kLongest));
  }
  if (size > 0 && room[size - 1] == std::byte{'\n'}) --size;
  if (size == 0) return failure(ErrorCode::InvalidSetting, fmt::format("the {} is empty", name));
  return crypto::SecretBytes::copy_of(room.first(size));
}

}  // namespace strongroom::keyring
