#include "audit/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <map>
#include <optional>

namespace strongroom::audit {
namespace {

constexpr std::string_view kPrefix = "events-";
constexpr std::size_t kDigits = 20;

struct Name {
  std::uint64_t first_sequence;
  bool compressed;
};

std::optional<Name> parse_name(std::string_view name) {
  if (!name.starts_with(kPrefix) || name.size() < kPrefix.size() + kDigits) return std::nullopt;
  const std::string_view ending = name.substr(kPrefix.size() + kDigits);
  if (ending != ".jsonl" && ending != ".jsonl.zst") return std::nullopt;
  Name parsed{.first_sequence = 0, .compressed = ending.ends_with(".zst")};
  const char* const from = name.data() + kPrefix.size();
  const auto [end, error] = std::from_chars(from, from + kDigits, parsed.first_sequence);
  if (error != std::errc() || end != from + kDigits) return std::nullopt;
  return parsed;
}

}  // namespace

std::string closed_name(std::string_view kind, std::uint64_t first_sequence,
                        std::string_view ending) {
  return fmt::format("{}-{:020}{}", kind, first_sequence, ending);
}

Result<std::vector<ClosedFile>> closed_files(const std::string& folder) {
  std::map<std::uint64_t, ClosedFile> found;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const auto name = parse_name(entry.path().filename().string());
    if (!name) continue;
    const std::uint64_t first = name->first_sequence;
    ClosedFile& file = found[first];
    if (!file.events.empty() && name->compressed) continue;
    file = {.first_sequence = first,
            .events = entry.path().string(),
            .digests = folder + "/" + closed_name("digests", first, ".jsonl"),
            .index = folder + "/" + closed_name("events", first, ".index"),
            .compressed = name->compressed};
  }
  if (error) {
    return failure(ErrorCode::Unavailable,
                   fmt::format("{}: the audit folder can't be read: {}", folder, error.message()));
  }
  std::vector<ClosedFile> files;
  for (auto& [first, file] : found) files.push_back(std::move(file));
  return files;
}

Result<void> put_file(const std::string& path, std::string_view content) {
  const auto failed = [](const std::string& name, int why) {
    return failure(ErrorCode::Unavailable, fmt::format("{}: {}", name, std::strerror(why)));
  };
  const std::string unfinished = path + ".new";
  const int file = ::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return failed(unfinished, errno);
  std::string_view rest = content;
  bool good = true;
  while (good && !rest.empty()) {
    const ssize_t wrote = ::write(file, rest.data(), rest.size());
    good = wrote > 0 || errno == EINTR;
    if (wrote > 0) rest.remove_prefix(static_cast<std::size_t>(wrote));
  }
  good = good && ::fsync(file) == 0;
  ::close(file);
  if (good && std::rename(unfinished.c_str(), path.c_str()) == 0) return {};
  const int why = errno;
  ::unlink(unfinished.c_str());
  return failed(path, why);
}

}  // namespace strongroom::audit
