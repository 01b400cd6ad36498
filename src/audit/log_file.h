#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace strongroom::audit {

/// A file of lines that is only appended to. Knows when somebody else has touched it. One thread at
/// a time.
class LogFile {
 public:
  /// Made when it is absent, mode 0600. A last line that a crash left unfinished is cut off: what
  /// it recorded was never answered. InvalidSetting with the reason and the remedy.
  static Result<LogFile> open(const std::string& path);
  LogFile(LogFile&& other) noexcept;
  LogFile& operator=(LogFile&& other) noexcept;
  ~LogFile();

  /// All of `lines` or nothing; 0, or why not (errno).
  int append(std::string_view lines);
  /// 0 when the disk has it all.
  int flush() const;
  /// Forgets the last `bytes` that were appended.
  void take_back(std::uint64_t bytes);

  enum class State : std::uint8_t {
    Untouched,
    Gone,     ///< Removed, or another file is in its place.
    Resized,  ///< Cut off, or written to by somebody else.
  };
  State state() const;
  /// From now on the size that the file has is the right one.
  void accept_size();

  std::uint64_t size() const { return size_; }
  const std::string& path() const { return path_; }
  std::string first_line() const;
  std::string last_line() const;  ///< Empty when there is none.
  /// Another handle of the same file, to flush it while it is written to; the caller closes it.
  int duplicate() const;

 private:
  LogFile(int file, std::string path) : file_(file), path_(std::move(path)) {}
  bool close_last_line();
  std::string line_before(std::uint64_t end) const;
  void write_back();

  int file_;
  std::string path_;
  std::uint64_t size_ = 0;
  std::uint64_t written_back_ = 0;  // up to here, or under way
  std::uint64_t inode_ = 0;         // of the file, which is ours as long as its path leads to it
  std::uint64_t device_ = 0;
  bool regular_ = false;
};

}  // namespace strongroom::audit
