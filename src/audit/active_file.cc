#include "audit/active_file.h"

#include "audit/event_time.h"
#include "audit/files.h"
#include "audit/line_source.h"
#include "audit/record_view.h"
#include "base/log.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

namespace strongroom::audit {
namespace {

/// The head that a line states; nothing for one that is not chained.
std::optional<ChainHead> stated_head(std::string_view line) {
  const auto parsed = parse_chained(line);
  if (!parsed) return std::nullopt;
  return parsed->stated;
}

/// At the end of the newest closed file.
Result<ChainHead> head_of_closed(const std::string& folder) {
  SR_TRY(const std::vector<ClosedFile> files, closed_files(folder));
  ChainHead head;
  if (files.empty()) return head;
  SR_TRY(LineSource lines, LineSource::open(files.back().events));
  while (const auto line = lines.next()) {
    if (const auto stated = stated_head(*line)) head = *stated;
  }
  return head;
}

}  // namespace

Result<ActiveFile> ActiveFile::open(const std::string& folder, Timestamp now) {
  SR_TRY(LogFile file, LogFile::open(folder + "/" + std::string(kActiveEvents)));
  ActiveFile active(std::move(file), folder);
  SR_CHECK(active.find_place(now));
  return active;
}

Result<void> ActiveFile::find_place(Timestamp now) {
  begun_ = now;
  const std::string last = file_.last_line();
  if (last.empty()) {
    SR_TRY(last_head_, head_of_closed(folder_));
    first_sequence_ = last_head_.sequence + 1;
    return {};
  }
  const std::string first = file_.first_line();
  const auto last_stated = stated_head(last);
  const auto first_stated = stated_head(first);
  if (!last_stated || !first_stated) {
    return failure(ErrorCode::InvalidSetting,
                   fmt::format("{}: this is no file of chained records. Move it away to begin "
                               "anew.",
                               path()));
  }
  last_head_ = *last_stated;
  first_sequence_ = first_stated->sequence;
  if (const auto record = RecordView::parse(first)) {
    begun_ = parse_event_time(record->text("eventTime")).value_or(now);
  }
  return {};
}

void ActiveFile::begin_behind(const ChainHead& head) {
  if (file_.size() == 0) first_sequence_ = head.sequence + 1;
}

std::optional<std::string_view> ActiveFile::look_for_harm(const ChainHead& head,
                                                          const Clock& clock) {
  switch (file_.state()) {
    case LogFile::State::Untouched:
      return std::nullopt;
    case LogFile::State::Resized:
      log::error("{}: somebody else has cut this file or written to it", path());
      file_.accept_size();
      return "cut or written to";
    case LogFile::State::Gone:
      log::error("{}: this file was removed or replaced; a new one is begun", path());
      begin_anew(head, clock.now());
      return "removed or replaced";
  }
  return std::nullopt;
}

void ActiveFile::begin_anew(const ChainHead& head, Timestamp now) {
  // What lies in its place may be evidence.
  const std::string aside = fmt::format("{}.found-{}", path(), milliseconds_of(now));
  std::rename(path().c_str(), aside.c_str());
  auto made = LogFile::open(path());
  if (!made) return;  // the old one is written to, until there is a place for a new one
  file_ = std::move(*made);
  first_sequence_ = head.sequence + 1;
  begun_ = now;
}

bool ActiveFile::is_done(const Options& options, Timestamp now) const {
  return file_.size() > 0 &&
         (file_.size() >= options.file_bytes || now - begun_ >= options.file_age);
}

void ActiveFile::change(LogFile& digests, const ChainHead& head, Timestamp now) {
  const std::string folder = folder_ + "/";
  if (file_.flush() != 0) return;
  const std::string closed = folder + closed_name("events", first_sequence_, ".jsonl");
  const std::string digested = folder + closed_name("digests", first_sequence_, ".jsonl");
  if (std::rename(digests.path().c_str(), digested.c_str()) != 0 ||
      std::rename(path().c_str(), closed.c_str()) != 0) {
    log::error("{}: a new file can't be begun: {}", path(), std::strerror(errno));
    return;
  }
  auto next_events = LogFile::open(path());
  auto next_digests = LogFile::open(digests.path());
  if (!next_events || !next_digests) return;
  file_ = std::move(*next_events);
  digests = std::move(*next_digests);
  first_sequence_ = head.sequence + 1;
  begun_ = now;
}

}  // namespace strongroom::audit
