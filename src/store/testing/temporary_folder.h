#pragma once

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <system_error>

namespace strongroom::store::testing {

/// The file system in memory when there is one: tests flush often.
inline std::filesystem::path fast_file_system() {
  std::error_code none;
  return std::filesystem::is_directory("/dev/shm", none) ? "/dev/shm"
                                                         : std::filesystem::temp_directory_path();
}

/// An empty folder of its own that goes with this object.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(const std::filesystem::path& where = fast_file_system()) {
    std::string name = (where / "strongroom-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code none;
    std::filesystem::remove_all(path_, none);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace strongroom::store::testing
