#pragma once

#include "base/result.h"

#include <string>

namespace strongroom::app {

/// The folder that holds everything of one deployment, for this process alone: a second server on
/// it is refused.
class DataFolder {
 public:
  /// Makes the folder (mode 0700) when it is absent and locks it. InvalidSetting with the reason
  /// and the remedy.
  static Result<DataFolder> open(const std::string& path);
  /// A new folder under the system's temporary one; removed with all it holds at the end.
  static Result<DataFolder> temporary();

  DataFolder(DataFolder&& other) noexcept;
  DataFolder& operator=(DataFolder&&) = delete;
  ~DataFolder();

  const std::string& path() const { return path_; }
  /// The store's file in the data folder at `path`.
  static std::string database_in(const std::string& path) { return path + "/strongroom.db"; }
  std::string database() const { return database_in(path_); }
  std::string audit() const { return path_ + "/audit"; }
  static std::string development_key_in(const std::string& path) { return path + "/root.key"; }
  std::string development_key() const { return development_key_in(path_); }

  /// There are files of a store, even if empty.
  bool holds_store() const;
  /// InvalidSetting: calls have been recorded here, so there was a store, but it is gone. A server
  /// that began a new one would hide the loss.
  Result<void> check_store_is_not_lost() const;

 private:
  DataFolder(std::string path, int lock, bool remove)
      : path_(std::move(path)), lock_(lock), remove_(remove) {}

  std::string path_;
  int lock_ = -1;
  bool remove_ = false;
};

}  // namespace strongroom::app
