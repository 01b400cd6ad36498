#include "iam/key_set_folder.h"

#include "base/log.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <system_error>

namespace strongroom::iam {
namespace {

namespace fs = std::filesystem;

std::string file_name_of(std::string_view provider) {
  std::string name(provider);
  std::ranges::replace(name, '/', '_');
  return name + ".json";
}

/// At most one byte more than a key set may have, so that a longer file is seen to be one.
std::string text_of_file(const fs::path& path) {
  std::string text(KeySet::kLongestDocument + 1, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

KeySetPtr read(const fs::path& path) {
  auto keys = KeySet::parse(text_of_file(path));
  if (!keys || keys->size() == 0) {
    log::warning("{}: this is no JSON Web Key Set with keys that can be used", path.string());
  }
  return keys ? std::make_shared<const KeySet>(std::move(*keys)) : nullptr;
}

}  // namespace

KeySetPtr KeySetFolder::find(std::string_view provider) {
  if (folder_.empty()) return nullptr;
  const fs::path path = folder_ / file_name_of(provider);
  std::error_code error;
  // Only files: to open a pipe would wait for who writes it.
  const bool is_file = fs::is_regular_file(path, error);
  const Version version{
      .changed = is_file ? fs::last_write_time(path, error) : fs::file_time_type(),
      .size = is_file ? fs::file_size(path, error) : 0};
  const std::lock_guard lock(mutex_);
  const auto found = known_.find(provider);
  if (!is_file || error) {
    if (found != known_.end()) known_.erase(found);
    return nullptr;
  }
  if (found != known_.end() && found->second.version == version) return found->second.keys;
  Known now{.version = version, .keys = read(path)};
  return known_.insert_or_assign(std::string(provider), std::move(now)).first->second.keys;
}

}  // namespace strongroom::iam
