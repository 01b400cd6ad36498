#pragma once

#include "base/result.h"

#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct ZSTD_DCtx_s;

namespace strongroom::audit {

/// The lines of a file, plain or compressed by zstd (name ending in `.zst`), one after another, in
/// bounded memory. One thread.
class LineSource {
 public:
  /// Longer lines are no records: they are given in pieces.
  static constexpr std::size_t kLongestLine = std::size_t{1} << 20;

  /// `from`: where to begin in a plain file. Unavailable: it can't be opened.
  static Result<LineSource> open(const std::string& path, std::uint64_t from = 0);
  LineSource(LineSource&&) noexcept;
  LineSource& operator=(LineSource&&) noexcept;
  ~LineSource();

  /// The next line without its newline, valid until the next call; nothing at the end. What follows
  /// the last newline is no line.
  std::optional<std::string_view> next();

  /// Where the line that `next` gave begins, in the plain text.
  std::uint64_t offset() const { return line_offset_; }
  /// Behind it and its newline.
  std::uint64_t end_offset() const { return next_offset_; }
  /// Bytes behind the last newline, when `next` has given nothing: an unfinished line.
  std::uint64_t rest() const { return filled_ - at_; }
  /// Reading failed, or the compression is damaged: there were more lines.
  bool broken() const { return broken_; }

 private:
  struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  struct FreeContext {
    void operator()(ZSTD_DCtx_s* context) const;
  };

  LineSource() = default;
  bool fill();
  std::size_t read_plain(char* to, std::size_t room);
  std::size_t read_compressed(char* to, std::size_t room);

  std::unique_ptr<std::FILE, CloseFile> file_;
  std::unique_ptr<ZSTD_DCtx_s, FreeContext> decompressor_;  // null for a plain file
  std::vector<char> input_;                                 // compressed bytes
  std::size_t input_at_ = 0;
  std::size_t input_filled_ = 0;
  bool frame_open_ = false;

  std::vector<char> buffer_;
  std::size_t at_ = 0;
  std::size_t filled_ = 0;
  std::uint64_t line_offset_ = 0;
  std::uint64_t next_offset_ = 0;
  bool broken_ = false;
};

}  // namespace strongroom::audit
