#pragma once

#include "base/result.h"
#include "secrets/access_dates.h"
#include "secrets/catalog.h"
#include "secrets/list_filter.h"
#include "secrets/page_token.h"
#include "secrets/secret.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::secrets {

enum class SortBy : std::uint8_t { CreatedDate, LastAccessedDate, LastChangedDate, Name };

/// Ties are decided by the name, in the same direction; secrets without the date come last in both.
struct ListQuery {
  std::vector<Filter> filters = {};  ///< All must match.
  bool include_planned_deletion = false;
  SortBy sort_by = SortBy::CreatedDate;
  bool descending = false;
  std::size_t max_results = 100;
  std::string_view operation = "ListSecrets";  ///< Only its tokens go on with it.
};

struct ListPage {
  std::vector<SecretPtr> secrets;
  std::optional<std::string> next_token;
};

/// One page of the partition's secrets. Order of creation costs as much as the page, other orders a
/// pass over the partition. `token` goes on behind the last page; it is bound to the partition and
/// to the query, except for `max_results`. InvalidNextToken: it is not such a token.
Result<ListPage> list(const Catalog& catalog, const AccessDates& access_dates,
                      const PageTokens& tokens, const Partition& partition, const ListQuery& query,
                      std::optional<std::string_view> token);

}  // namespace strongroom::secrets
