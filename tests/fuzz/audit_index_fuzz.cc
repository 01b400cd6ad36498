// An index as somebody may have left it in the audit folder.

#include "audit/stored_index.h"
#include "require.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

using namespace strongroom;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto index = audit::StoredIndex::parse(bytes);
  if (!index) return 0;
  for (std::size_t i = 0; i < index->records(); ++i) (void)index->offset(i), (void)index->time(i);
  const auto found = index->find({.account = "111122223333", .region = "eu-west-1"});
  require(std::ranges::is_sorted(found));
  require(found.empty() || found.back() < index->records());
  // What was read can be stored, and is read the same.
  const audit::IndexContent content = index->content();
  require(content.postings.size() <= size);
  const std::string stored = audit::stored_form(content);
  const auto again = audit::StoredIndex::parse(stored);
  require(again && again->records() == index->records());
  require(audit::stored_form(again->content()) == stored);
  return 0;
}
