#include "audit/index_files.h"

#include "audit/line_source.h"

namespace strongroom::audit {

Result<void> make_index(const ClosedFile& file) {
  GrowingIndex index;
  SR_CHECK(read_on(index, file.events));
  return put_file(file.index, index.text());
}

Result<void> read_on(GrowingIndex& index, const std::string& events) {
  SR_TRY(LineSource lines, LineSource::open(events, index.end()));
  while (const auto line = lines.next()) index.add(*line, lines.offset(), lines.end_offset());
  return {};
}

}  // namespace strongroom::audit
