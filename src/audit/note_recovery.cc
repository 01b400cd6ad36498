#include "audit/note_recovery.h"

#include "audit/record_view.h"
#include "base/log.h"
#include "base/sync_wait.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::audit {

namespace {

/// The records of all notes, a line each.
std::vector<std::string> lines_of(const std::vector<store::Note>& notes) {
  std::vector<std::string> lines;
  for (const store::Note& note : notes) {
    std::string_view content = text_of(note.content);
    while (!content.empty()) {
      const std::size_t length = std::min(content.find('\n'), content.size() - 1) + 1;
      lines.emplace_back(content.substr(0, length));
      content.remove_prefix(length);
    }
  }
  return lines;
}

std::string event_id_of(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  const auto record = RecordView::parse(line);
  return record ? std::string(record->text("eventID")) : std::string();
}

}  // namespace

Result<void> record_unrecorded_changes(store::Store& store, AuditLog& log) {
  SR_TRY(const std::vector<store::Note> notes, sync_wait(store.notes()));
  if (notes.empty()) return {};

  const std::vector<std::string> lines = lines_of(notes);
  std::vector<std::string> event_ids;
  std::ranges::transform(lines, std::back_inserter(event_ids), event_id_of);
  SR_TRY(const auto recorded, log.find_events(event_ids));
  std::size_t appended = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (recorded.contains(event_ids[i])) continue;
    SR_CHECK(sync_wait(log.append(lines[i])));
    ++appended;
  }
  if (appended != 0)
    log::info("wrote {} audit records of changes that were committed just before the last stop",
              appended);
  std::vector<store::Revision> revisions;
  std::ranges::transform(notes, std::back_inserter(revisions), &store::Note::revision);
  store.release_notes(revisions);
  return {};
}

}  // namespace strongroom::audit
