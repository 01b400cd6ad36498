// Lines of audit files, as somebody may have left them: records, chains, digests.

#include "audit/chain.h"
#include "audit/digest.h"
#include "audit/growing_index.h"
#include "audit/record_view.h"
#include "require.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

using namespace strongroom;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  require(audit::value_length(text) <= text.size());
  (void)audit::unescaped(text);
  (void)audit::parse_digest(text, {});
  if (const auto chained = audit::parse_chained(text)) {
    require(audit::record_of(*chained).size() < text.size());
  }
  if (!audit::RecordView::parse(text)) return 0;
  audit::GrowingIndex index;
  index.add(text, 0, text.size() + 1);
  require(index.records() == 1);
  // What can be read can be chained, and read again.
  std::string line;
  const audit::HashedRecord record{.record = text, .hash = crypto::sha256(bytes_of(text))};
  const audit::ChainHead head = audit::append_chained(line, record, {});
  line.pop_back();
  const auto again = audit::parse_chained(line);
  require(again && again->stated == head && audit::record_of(*again) == text);
  return 0;
}
