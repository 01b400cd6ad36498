#include "store/sqlite/index_check.h"

#include "base/result.h"

#include <algorithm>

namespace strongroom::store::sqlite {
namespace {

std::unexpected<Failure> damaged(const char* how) {
  return std::unexpected(Failure{.code = SQLITE_CORRUPT, .detail = how});
}

/// How many keys there are, when each is greater than the one before it. The index alone is read.
Outcome<std::uint64_t> ordered_keys(Connection& connection) {
  SR_TRY(Statement keys, connection.prepare("SELECT key FROM records ORDER BY key"));
  Bytes last;
  for (std::uint64_t count = 0;; ++count) {
    SR_TRY(const bool found, keys.step());
    if (!found) return count;
    const ByteView key = keys.blob(0);
    if (count > 0 && !std::ranges::lexicographical_compare(last, key)) {
      return damaged("the keys of the index are not in order");
    }
    last.assign(key.begin(), key.end());
  }
}

}  // namespace

Outcome<void> check_index(Connection& connection) {
  SR_TRY(const std::uint64_t keys, ordered_keys(connection));
  SR_TRY(Statement rows, connection.prepare("SELECT count(*) FROM records NOT INDEXED"));
  // A row that can't be read is an error when it is asked for; one without a key never would be.
  const auto counted = rows.step();
  if (counted && rows.number(0) > keys) return damaged("the index lacks keys of rows");
  return {};
}

}  // namespace strongroom::store::sqlite
