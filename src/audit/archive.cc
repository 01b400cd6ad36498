#include "audit/archive.h"

#include "audit/index_files.h"
#include "audit/line_source.h"
#include "audit/stored_index.h"
#include "base/log.h"

#include <fmt/format.h>
#include <unistd.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <vector>

namespace strongroom::audit {
namespace {

// Packs records better than the next levels do, by tables that leave the caches to the requests.
constexpr int kLevel = 1;
/// Of a skippable frame: magic, then the size of what follows.
constexpr std::uint32_t kSkippable = ZSTD_MAGIC_SKIPPABLE_START;
constexpr std::uint64_t kTableMagic = 0x31305a5346545253;  // "SRTFSZ01"

/// Where a frame begins in the plain and in the compressed text.
struct FramePlace {
  std::uint64_t plain;
  std::uint64_t compressed;
};

std::unexpected<Error> failed(const std::string& path, std::string_view why) {
  return failure(ErrorCode::Unavailable, fmt::format("{}: {}", path, why));
}

template <class T>
void append_bytes(std::string& out, const T& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

Result<void> append_frame(std::string& out, std::string_view plain) {
  const std::size_t at = out.size();
  out.resize(at + ZSTD_compressBound(plain.size()));
  const std::size_t size =
      ZSTD_compress(out.data() + at, out.size() - at, plain.data(), plain.size(), kLevel);
  if (ZSTD_isError(size) != 0) return failure(ErrorCode::Internal, ZSTD_getErrorName(size));
  out.resize(at + size);
  return {};
}

/// The table: places, their count, the magic.
void append_table(std::string& out, const std::vector<FramePlace>& places) {
  const std::size_t size = places.size() * sizeof(FramePlace) + 2 * sizeof(std::uint64_t);
  append_bytes(out, kSkippable);
  append_bytes(out, static_cast<std::uint32_t>(size));
  for (const FramePlace& place : places) append_bytes(out, place);
  append_bytes(out, std::uint64_t{places.size()});
  append_bytes(out, kTableMagic);
}

std::optional<std::vector<FramePlace>> read_table(std::ifstream& file) {
  std::array<std::uint64_t, 2> end{};
  file.seekg(-static_cast<std::streamoff>(sizeof end), std::ios::end);
  file.read(reinterpret_cast<char*>(end.data()), sizeof end);
  constexpr std::uint64_t kMost = std::uint64_t{1} << 24;
  if (!file || end[1] != kTableMagic || end[0] > kMost) return std::nullopt;
  std::vector<FramePlace> places(end[0]);
  const std::size_t size = places.size() * sizeof(FramePlace);
  file.seekg(-static_cast<std::streamoff>(size + sizeof end), std::ios::end);
  file.read(reinterpret_cast<char*>(places.data()), static_cast<std::streamsize>(size));
  if (!file || places.empty()) return std::nullopt;
  return places;
}

Result<std::string> line_in_frames(const std::string& path, std::uint64_t offset) {
  std::ifstream file(path, std::ios::binary);
  const auto places = file ? read_table(file) : std::nullopt;
  if (!places) return failed(path, "the table of frames is damaged");
  auto next = std::ranges::upper_bound(*places, offset, {}, &FramePlace::plain);
  if (next == places->begin()) return failed(path, "the table of frames is damaged");
  const FramePlace place = *std::prev(next);
  const std::uint64_t end =
      next == places->end() ? place.compressed + 2 * kFrame + (1U << 20) : next->compressed;
  std::string compressed(end - std::min(end, place.compressed), '\0');
  file.seekg(static_cast<std::streamoff>(place.compressed));
  file.read(compressed.data(), static_cast<std::streamsize>(compressed.size()));
  compressed.resize(static_cast<std::size_t>(file.gcount()));
  const std::size_t frame = ZSTD_findFrameCompressedSize(compressed.data(), compressed.size());
  const auto size = ZSTD_getFrameContentSize(compressed.data(), compressed.size());
  if (ZSTD_isError(frame) != 0 || size > kFrame + LineSource::kLongestLine) {
    return failed(path, "a frame is damaged");
  }
  std::string plain(size, '\0');
  if (ZSTD_decompress(plain.data(), plain.size(), compressed.data(), frame) != size) {
    return failed(path, "a frame is damaged");
  }
  const std::uint64_t from = offset - place.plain;
  if (from >= plain.size()) return failed(path, "a frame is damaged");
  return plain.substr(from, plain.find('\n', from) - from);
}

bool is_over(const ClosedFile& file, Timestamp before) {
  const auto index = StoredIndex::open(file.index);
  return index && index->records() > 0 && index->latest() < before &&
         std::filesystem::exists(file.digests);
}

Result<void> look_after(ClosedFile& file) {
  if (!StoredIndex::open(file.index)) SR_CHECK(make_index(file));
  if (!file.compressed) return compress(file);
  return {};
}

}  // namespace

Result<void> compress(ClosedFile& file) {
  SR_TRY(LineSource lines, LineSource::open(file.events));
  std::string out;
  std::string frame;
  std::vector<FramePlace> places;
  std::uint64_t plain = 0;
  const auto close_frame = [&]() -> Result<void> {
    places.push_back({.plain = plain, .compressed = out.size()});
    plain += frame.size();
    SR_CHECK(append_frame(out, frame));
    frame.clear();
    return {};
  };
  while (const auto line = lines.next()) {
    frame.append(*line).append("\n");
    if (frame.size() >= kFrame) SR_CHECK(close_frame());
  }
  if (lines.broken()) return failed(file.events, "it can't be read");
  if (!frame.empty()) SR_CHECK(close_frame());
  append_table(out, places);
  const std::string compressed = file.events + ".zst";
  SR_CHECK(put_file(compressed, out));
  if (::unlink(file.events.c_str()) != 0) return failed(file.events, std::strerror(errno));
  file.events = compressed;
  file.compressed = true;
  return {};
}

Result<std::string> read_line(const ClosedFile& file, std::uint64_t offset) {
  if (file.compressed) return line_in_frames(file.events, offset);
  SR_TRY(LineSource lines, LineSource::open(file.events, offset));
  const auto line = lines.next();
  if (!line) return failed(file.events, "it is shorter than its index says");
  return std::string(*line);
}

bool closed_files_are_late(const std::string& folder, std::uint64_t free) {
  const auto files = closed_files(folder);
  if (!files) return false;
  std::uint64_t waiting = 0;
  for (const ClosedFile& file : *files) {
    std::error_code gone;
    const std::uint64_t size = file.compressed ? 0 : std::filesystem::file_size(file.events, gone);
    if (!gone) waiting += size;
  }
  return waiting > free / kShareOfRoom;
}

bool closed_files_are_late(const std::string& folder) {
  std::error_code unknown;
  const auto space = std::filesystem::space(folder, unknown);
  return !unknown && closed_files_are_late(folder, space.available);
}

void look_after_closed_files(const std::string& folder, std::chrono::days retention,
                             Timestamp now) {
  const bool late = closed_files_are_late(folder);
  auto files = closed_files(folder);
  if (!files) return log::error("{}", files.error().message());
  for (ClosedFile& file : *files) {
    if (!file.compressed && !late && closed_files_are_late(folder)) return;
    if (auto done = look_after(file); !done) log::error("audit: {}", done.error().message());
    if (!is_over(file, now - retention)) continue;
    log::info("{}: older than {} days, removed", file.events, retention.count());
    for (const std::string& path : {file.events, file.digests, file.index}) {
      ::unlink(path.c_str());
    }
  }
}

}  // namespace strongroom::audit
