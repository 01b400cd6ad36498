#pragma once

#include "iam/key_set.h"

#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace strongroom::iam {

/// The published keys of identity providers as an operator keeps them: a folder with a JSON Web Key
/// Set for each, named by the provider's URL without its scheme, with `_` for each `/`
/// (`login.example.com_tenant.json`). A file that changes is read again at its next use. Any
/// thread.
class KeySetFolder {
 public:
  /// An empty path: there is no folder, and no provider has keys.
  explicit KeySetFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// Of the provider with this URL, without scheme; null when there is no file, or it is no key
  /// set, which the log then says. Reads a file, of KeySet::kLongestDocument bytes at most.
  KeySetPtr find(std::string_view provider);

 private:
  /// What tells one state of a file from the next.
  struct Version {
    std::filesystem::file_time_type changed;
    std::uintmax_t size = 0;
    friend bool operator==(const Version&, const Version&) = default;
  };
  struct Known {
    Version version;
    KeySetPtr keys;  // null: the file holds none
  };

  const std::filesystem::path folder_;
  std::mutex mutex_;
  std::map<std::string, Known, std::less<>> known_;  // guarded by mutex_; only of files that exist
};

}  // namespace strongroom::iam
