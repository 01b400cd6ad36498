#include "keyring/key_file_seal.h"

#include "crypto/random.h"
#include "keyring/credential.h"
#include "keyring/key_text.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <span>
#include <string_view>
#include <system_error>

namespace strongroom::keyring {
namespace {

constexpr std::size_t kLongestText = 66;  // 64 digits, carriage return, line feed

class FileDescriptor {
 public:
  explicit FileDescriptor(int descriptor) : descriptor_(descriptor) {}
  ~FileDescriptor() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;

  bool is_open() const { return descriptor_ >= 0; }
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

std::unexpected<Error> refused(const std::filesystem::path& file, std::string_view why) {
  return failure(ErrorCode::InvalidSetting, fmt::format("the key file {} {}", file.string(), why));
}

std::unexpected<Error> missing(const std::filesystem::path& file) {
  return refused(
      file,
      fmt::format("is missing: put the store's key there again (mode 600), or make one for a new "
                  "store by '(umask 077; head -c 32 /dev/urandom > {})'",
                  file.string()));
}

std::string system_message() { return std::generic_category().message(errno); }

Result<void> check_access(const std::filesystem::path& file, int descriptor, SealType type) {
  struct stat status{};
  if (fstat(descriptor, &status) != 0) return refused(file, "can't be read: " + system_message());
  if (!S_ISREG(status.st_mode)) return refused(file, "is not a regular file");
  if (type == SealType::Credential) return {};
  if (status.st_uid != geteuid() && status.st_uid != 0) {
    return refused(file, "belongs to another user; make it this server's own (chown)");
  }
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return refused(file, "is open to group or others; run chmod 600 on it");
  }
  return {};
}

/// Fills `buffer` as far as the file goes and returns the part that was filled.
Result<std::span<std::byte>> read_whole(const std::filesystem::path& file, int descriptor,
                                        std::span<std::byte> buffer) {
  std::size_t filled = 0;
  while (filled < buffer.size()) {
    const auto rest = buffer.subspan(filled);
    const ssize_t got = read(descriptor, rest.data(), rest.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return refused(file, "can't be read: " + system_message());
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  return buffer.first(filled);
}

bool decode_key(ByteView content, std::span<std::byte, 32> key) {
  if (content.size() == key.size()) {
    std::ranges::copy(content, key.begin());
    return true;
  }
  std::string_view text = text_of(content);
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return decode_key_text(text, key);
}

/// True when all of `content` is on disk.
bool write_durably(int descriptor, ByteView content) {
  while (!content.empty()) {
    const ssize_t written = write(descriptor, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    content = content.subspan(static_cast<std::size_t>(written));
  }
  return fsync(descriptor) == 0;
}

}  // namespace

Result<void> KeyFileSeal::create(const std::filesystem::path& file) {
  // Under another name first, so that a crash leaves no short key file; link never replaces.
  const std::string unfinished = file.string() + ".new-" + crypto::random_uuid();
  const FileDescriptor out(
      open(unfinished.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (!out.is_open()) return refused(file, "can't be created: " + system_message());
  const bool created = write_durably(out.get(), crypto::LockedKey::random().reveal()) &&
                       link(unfinished.c_str(), file.c_str()) == 0;
  const std::string reason = created ? "" : system_message();
  unlink(unfinished.c_str());
  if (!created) return refused(file, "can't be created: " + reason);

  const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  const FileDescriptor directory(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory.is_open() || fsync(directory.get()) != 0) {
    return refused(file, "can't be flushed to disk: " + system_message());
  }
  return {};
}

Result<KeyFileSeal> KeyFileSeal::of_credential(std::string_view name) {
  SR_TRY(std::filesystem::path file, credential_file(name));
  return KeyFileSeal(std::move(file), SealType::Credential);
}

std::string KeyFileSeal::description() const {
  return fmt::format("the {} {}", type_ == SealType::Credential ? "credential" : "key file",
                     file_.string());
}

Result<Seal::NewSlot> KeyFileSeal::new_slot(const SlotName& name) {
  SR_TRY(crypto::LockedKey secret, slot_secret(name, {}));
  return NewSlot{.secret = std::move(secret), .parameters = {}};
}

Result<crypto::LockedKey> KeyFileSeal::slot_secret(const SlotName&, ByteView parameters) {
  if (!parameters.empty()) return refused(file_, "can't open a slot that has parameters");
  // Non-blocking, so that a pipe at that place is refused and not waited for.
  const FileDescriptor in(open(file_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!in.is_open() && errno == ENOENT) return missing(file_);
  if (!in.is_open()) return refused(file_, "can't be opened: " + system_message());
  SR_CHECK(check_access(file_, in.get(), type_));
  std::array<std::byte, kLongestText + 1> buffer;
  SR_TRY(const std::span<std::byte> content, read_whole(file_, in.get(), buffer));
  crypto::LockedKey key;
  const bool decoded = decode_key(content, key.writable().first<32>());
  crypto::wipe(buffer);
  if (!decoded) {
    return refused(file_, "must hold 32 raw bytes, 64 hex digits or base64 of 32 bytes");
  }
  return key;
}

}  // namespace strongroom::keyring
