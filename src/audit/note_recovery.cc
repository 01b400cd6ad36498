#include "audit/note_recovery.h"

#include "base/log.h"
#include "base/sync_wait.h"

namespace strongroom::audit {

Result<void> record_unrecorded_changes(store::Store& store, AuditLog& log) {
  SR_TRY(const std::vector<store::Note> notes, sync_wait(store.notes()));
  if (notes.empty()) return {};

  std::vector<std::string> lines;
  std::vector<store::Revision> revisions;
  for (const store::Note& note : notes) {
    lines.emplace_back(text_of(note.content));
    revisions.push_back(note.revision);
  }
  SR_TRY(const auto recorded, log.find_lines(lines));
  std::size_t appended = 0;
  for (const std::string& line : lines) {
    if (recorded.contains(line)) continue;
    SR_CHECK(sync_wait(log.append(line)));
    ++appended;
  }
  if (appended != 0)
    log::info("wrote the audit records of {} changes that were committed just before the last stop",
              appended);
  store.release_notes(revisions);
  return {};
}

}  // namespace strongroom::audit
