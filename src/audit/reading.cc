#include "audit/reading.h"

#include "audit/chain.h"
#include "audit/event_time.h"
#include "audit/files.h"
#include "audit/record_attributes.h"
#include "audit/record_view.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

namespace strongroom::audit {
namespace {

bool has_value(const RecordView& view, std::string_view record, std::string_view name,
               std::string_view value) {
  const std::string_view raw = view.raw(name);
  if (raw == value || (raw.starts_with('"') && unescaped(view.text(name)) == value)) return true;
  const auto attributes = RecordAttributes::parse(record);
  return attributes && attributes->has(name, value);
}

void read_lines(LineSource& lines, const RecordFilter& filter, const VisitRecord& visit) {
  while (const auto line = lines.next()) {
    const auto chained = parse_chained(*line);
    if (!chained) continue;
    const std::string record = record_of(*chained);
    if (filter.takes(record)) visit(record);
  }
}

/// 0: there is none.
std::uint64_t inode_of(const std::string& path) {
  struct stat status{};
  return ::stat(path.c_str(), &status) == 0 ? status.st_ino : 0;
}

}  // namespace

bool RecordFilter::takes(std::string_view record) const {
  if (!from && !to && values.empty()) return true;
  const auto view = RecordView::parse(record);
  if (!view) return false;
  if (from || to) {
    const auto time = parse_event_time(view->text("eventTime"));
    if (!time || (from && *time < *from) || (to && *time > *to)) return false;
  }
  return std::ranges::all_of(values, [&](const auto& wanted) {
    return has_value(*view, record, wanted.first, wanted.second);
  });
}

Result<void> for_each_record(const std::string& folder, const RecordFilter& filter,
                             const VisitRecord& visit) {
  SR_TRY(const std::vector<ClosedFile> closed, closed_files(folder));
  std::vector<std::string> paths;
  std::ranges::transform(closed, std::back_inserter(paths), &ClosedFile::events);
  const std::string active = folder + "/" + std::string(kActiveEvents);
  if (std::filesystem::exists(active)) paths.push_back(active);
  for (const std::string& path : paths) {
    SR_TRY(LineSource lines, LineSource::open(path));
    read_lines(lines, filter, visit);
    if (lines.broken()) return failure(ErrorCode::Unavailable, path + ": the file is damaged");
  }
  return {};
}

Follower::Follower(const std::string& folder) : path_(folder + "/" + std::string(kActiveEvents)) {}

Result<void> Follower::open() {
  SR_TRY(lines_, LineSource::open(path_));
  file_ = inode_of(path_);
  return {};
}

Result<void> Follower::read(const RecordFilter& filter, const VisitRecord& visit) {
  if (!lines_) SR_CHECK(open());
  // Asked first: what the old file got before it was closed is read to its end.
  const std::uint64_t there = inode_of(path_);
  read_lines(*lines_, filter, visit);
  if (there == file_ || there == 0) return {};
  SR_CHECK(open());
  read_lines(*lines_, filter, visit);
  return {};
}

}  // namespace strongroom::audit
