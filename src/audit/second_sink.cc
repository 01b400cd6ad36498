#include "audit/second_sink.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <syslog.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace strongroom::audit {
namespace {

constexpr std::string_view kFile = "file:";
constexpr const char* kSyslogSocket = "/dev/log";

class DescriptorSink final : public SecondSink {
 public:
  DescriptorSink(int descriptor, bool owned) : descriptor_(descriptor), owned_(owned) {}
  ~DescriptorSink() override {
    if (owned_) ::close(descriptor_);
  }

  bool write(std::string_view lines) override {
    while (!lines.empty()) {
      const ssize_t wrote = ::write(descriptor_, lines.data(), lines.size());
      if (wrote >= 0) {
        lines.remove_prefix(static_cast<std::size_t>(wrote));
      } else if (errno != EINTR) {
        return false;
      }
    }
    return true;
  }

 private:
  const int descriptor_;
  const bool owned_;
};

class SyslogSink final : public SecondSink {
 public:
  SyslogSink() { ::openlog("strongroom-audit", LOG_NDELAY, LOG_AUTHPRIV); }

  /// syslog(3) tells of no failure: that its socket is there is all that can be known.
  bool write(std::string_view lines) override {
    if (::access(kSyslogSocket, W_OK) != 0) return false;
    while (!lines.empty()) {
      const std::size_t length = lines.find('\n');
      ::syslog(LOG_INFO, "%.*s", static_cast<int>(length), lines.data());
      lines.remove_prefix(length + 1);
    }
    return true;
  }
};

}  // namespace

Result<std::unique_ptr<SecondSink>> make_second_sink(const std::string& described) {
  if (described.empty()) return nullptr;
  if (described == "stdout") return std::make_unique<DescriptorSink>(STDOUT_FILENO, false);
  if (described == "syslog") return std::make_unique<SyslogSink>();
  if (!described.starts_with(kFile)) {
    return failure(
        ErrorCode::InvalidSetting,
        fmt::format("audit.second_sink: write file:PATH, syslog or stdout, not {}.", described));
  }
  const std::string path = described.substr(kFile.size());
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) {
    return failure(ErrorCode::InvalidSetting,
                   fmt::format("audit.second_sink: {}: {}.", path, std::strerror(errno)));
  }
  return std::make_unique<DescriptorSink>(file, true);
}

}  // namespace strongroom::audit
