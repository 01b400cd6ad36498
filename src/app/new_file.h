#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <string>

namespace strongroom::app {

/// A file that comes to be whole or not at all: written under another name beside its place, then
/// flushed and moved there. Gone at the end unless it was kept. For its owner only (mode 0600).
class NewFile {
 public:
  /// InvalidSetting: there is something at `path` already, or nothing can be written there.
  static Result<NewFile> create(const std::string& path);
  NewFile(NewFile&& other) noexcept;
  NewFile& operator=(NewFile&&) = delete;
  ~NewFile();

  /// The name it has until it is kept.
  const std::string& unfinished() const { return unfinished_; }
  int descriptor() const { return descriptor_; }

  /// Writes at the descriptor's position. Unavailable: the disk is full or fails.
  Result<void> write(ByteView bytes);
  /// When it returns, the file is at its place and survives a power cut. Unavailable.
  Result<void> keep();

 private:
  NewFile(std::string path, std::string unfinished, int descriptor)
      : path_(std::move(path)), unfinished_(std::move(unfinished)), descriptor_(descriptor) {}
  std::unexpected<Error> failed() const;

  std::string path_;
  std::string unfinished_;
  int descriptor_;
};

}  // namespace strongroom::app
