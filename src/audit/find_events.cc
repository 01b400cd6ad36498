#include "audit/find_events.h"

#include "audit/files.h"
#include "audit/line_source.h"
#include "audit/record_view.h"

#include <optional>

namespace strongroom::audit {

Result<std::unordered_set<std::string>> find_events(const std::string& folder,
                                                    const std::vector<std::string>& event_ids) {
  std::unordered_set<std::string> missing(event_ids.begin(), event_ids.end());
  std::unordered_set<std::string> found;
  SR_TRY(const std::vector<ClosedFile> closed, closed_files(folder));
  std::vector<std::string> paths{folder + "/" + std::string(kActiveEvents)};
  if (!closed.empty()) paths.push_back(closed.back().events);
  for (const std::string& path : paths) {
    SR_TRY(LineSource lines, LineSource::open(path));
    while (const auto line = missing.empty() ? std::nullopt : lines.next()) {
      const auto record = RecordView::parse(*line);
      if (!record) continue;
      const auto event = missing.extract(std::string(record->text("eventID")));
      if (event) found.insert(event.value());
    }
  }
  return found;
}

}  // namespace strongroom::audit
