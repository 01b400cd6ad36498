#include "audit/gzip_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <cstring>

namespace strongroom::audit {

Result<void> write_gzip_file(const std::string& path, std::string_view content) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  const gzFile out = file < 0 ? nullptr : ::gzdopen(file, "wb");
  const bool written =
      out != nullptr && ::gzfwrite(content.data(), 1, content.size(), out) == content.size();
  const bool closed = out != nullptr && ::gzclose(out) == Z_OK;
  if (out == nullptr && file >= 0) ::close(file);
  if (written && closed) return {};
  return failure(ErrorCode::Unavailable,
                 fmt::format("{}: can't be written: {}", path, std::strerror(errno)));
}

}  // namespace strongroom::audit
