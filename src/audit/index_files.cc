#include "audit/index_files.h"

#include "audit/line_source.h"
#include "audit/stored_index.h"
#include "base/log.h"

#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

namespace strongroom::audit {
namespace {

std::string saved_path(const std::string& events) {
  return std::filesystem::path(events).replace_filename(kActiveIndex);
}

/// The index that was saved, if the file holds its last record where it says, and with that, as
/// records are chained, all those before it.
std::optional<StoredIndex> saved_of(const std::string& events) {
  auto index = StoredIndex::open(saved_path(events));
  if (!index || index->records() == 0) return std::nullopt;
  auto lines = LineSource::open(events, index->offset(index->records() - 1));
  const auto line = lines ? lines->next() : std::nullopt;
  const bool fits =
      line && line_mark(*line) == index->last_line() && lines->end_offset() == index->end();
  return fits ? std::optional(*std::move(index)) : std::nullopt;
}

GrowingIndex growing(const std::optional<StoredIndex>& saved) {
  return saved ? GrowingIndex(saved->content()) : GrowingIndex();
}

Result<void> save_if_due(const std::string& folder) {
  const std::string events = folder + "/" + std::string(kActiveEvents);
  std::error_code error;
  const std::uint64_t size = std::filesystem::file_size(events, error);
  if (error || size < kSaveEvery) return {};
  const auto saved = saved_of(events);
  if (saved && size < saved->end() + kSaveEvery) return {};
  GrowingIndex index = growing(saved);
  SR_CHECK(read_on(index, events));
  return put_file(saved_path(events), index.text());
}

}  // namespace

Result<void> make_index(const ClosedFile& file) {
  GrowingIndex index = file.compressed ? GrowingIndex() : saved_index(file.events);
  SR_CHECK(read_on(index, file.events));
  return put_file(file.index, index.text());
}

GrowingIndex saved_index(const std::string& events) { return growing(saved_of(events)); }

Result<void> read_on(GrowingIndex& index, const std::string& events) {
  SR_TRY(LineSource lines, LineSource::open(events, index.end()));
  while (const auto line = lines.next()) index.add(*line, lines.offset(), lines.end_offset());
  return {};
}

void save_active_index(const std::string& folder) {
  if (auto saved = save_if_due(folder); !saved) log::error("audit: {}", saved.error().message());
}

}  // namespace strongroom::audit
