#include "audit/line_source.h"

#include <fmt/format.h>
#include <zstd.h>

#include <cerrno>
#include <cstring>

namespace strongroom::audit {

void LineSource::FreeContext::operator()(ZSTD_DCtx_s* context) const { ZSTD_freeDCtx(context); }
LineSource::LineSource(LineSource&&) noexcept = default;
LineSource& LineSource::operator=(LineSource&&) noexcept = default;
LineSource::~LineSource() = default;

Result<LineSource> LineSource::open(const std::string& path, std::uint64_t from) {
  LineSource source;
  source.file_.reset(std::fopen(path.c_str(), "rbe"));
  if (source.file_ == nullptr ||
      (from != 0 && ::fseeko(source.file_.get(), static_cast<off_t>(from), SEEK_SET) != 0)) {
    return failure(ErrorCode::Unavailable, fmt::format("{}: {}", path, std::strerror(errno)));
  }
  std::setvbuf(source.file_.get(), nullptr, _IONBF, 0);
  if (path.ends_with(".zst")) {
    source.decompressor_.reset(ZSTD_createDCtx());
    source.input_.resize(ZSTD_DStreamInSize());
  }
  source.buffer_.resize(kLongestLine);
  source.next_offset_ = from;
  return source;
}

std::optional<std::string_view> LineSource::next() {
  std::size_t searched = at_;
  while (true) {
    const void* const newline =
        searched == filled_ ? nullptr
                            : std::memchr(buffer_.data() + searched, '\n', filled_ - searched);
    const bool whole = newline != nullptr;
    if (!whole && filled_ - at_ < buffer_.size()) {
      searched = filled_ - at_;  // where it will lie after `fill`
      if (fill()) continue;
      return std::nullopt;
    }
    const char* const from = buffer_.data() + at_;
    const std::size_t length =
        whole ? static_cast<std::size_t>(static_cast<const char*>(newline) - from) : filled_ - at_;
    line_offset_ = next_offset_;
    next_offset_ += length + (whole ? 1 : 0);
    at_ += length + (whole ? 1 : 0);
    return std::string_view(from, length);
  }
}

/// Moves what is left to the front and reads behind it.
bool LineSource::fill() {
  std::memmove(buffer_.data(), buffer_.data() + at_, filled_ - at_);
  filled_ -= at_;
  at_ = 0;
  char* const to = buffer_.data() + filled_;
  const std::size_t room = buffer_.size() - filled_;
  const std::size_t got = decompressor_ ? read_compressed(to, room) : read_plain(to, room);
  filled_ += got;
  return got != 0;
}

std::size_t LineSource::read_plain(char* to, std::size_t room) {
  std::clearerr(file_.get());  // the file may have grown since its end was met
  const std::size_t got = std::fread(to, 1, room, file_.get());
  broken_ = broken_ || (got == 0 && std::ferror(file_.get()) != 0);
  return got;
}

std::size_t LineSource::read_compressed(char* to, std::size_t room) {
  ZSTD_outBuffer out{.dst = to, .size = room, .pos = 0};
  while (out.pos == 0 && !broken_) {
    if (input_at_ == input_filled_) {
      input_at_ = 0;
      input_filled_ = read_plain(input_.data(), input_.size());
      if (input_filled_ == 0) {
        broken_ = broken_ || frame_open_;
        break;
      }
    }
    ZSTD_inBuffer in{.src = input_.data(), .size = input_filled_, .pos = input_at_};
    const std::size_t state = ZSTD_decompressStream(decompressor_.get(), &out, &in);
    broken_ = ZSTD_isError(state) != 0;
    frame_open_ = state != 0;
    input_at_ = in.pos;
  }
  return out.pos;
}

}  // namespace strongroom::audit
