#include "ops/secretsmanager/list_secrets.h"

#include "ops/secretsmanager/secret_access.h"
#include "secrets/list_query.h"

#include <algorithm>
#include <utility>

namespace strongroom::ops::secretsmanager {
namespace {

using secrets::SortBy;

// In the order of kSortKeys.
constexpr std::array kSortBy = {SortBy::CreatedDate, SortBy::LastAccessedDate,
                                SortBy::LastChangedDate, SortBy::Name};
static_assert(kSortBy.size() == kSortKeys.size());

Result<secrets::ListQuery> query_of(const ListSecrets::Input& input) {
  secrets::ListQuery query;
  SR_TRY(query.filters, list_filters(input.filters));
  query.include_planned_deletion = input.include_planned_deletion;
  if (input.sort_by) {
    const auto at = std::ranges::find(kSortKeys, *input.sort_by) - kSortKeys.begin();
    query.sort_by = kSortBy[static_cast<std::size_t>(at)];
  }
  query.descending = input.sort_order == "desc";
  query.max_results = static_cast<std::size_t>(input.max_results.value_or(100));
  return query;
}

}  // namespace

Result<policy::AccessRequest> ListSecrets::access(OperationContext& context, const Input&) {
  return access_to_all(context, "secretsmanager:ListSecrets");
}

Task<Result<ListSecrets::Output>> ListSecrets::handle(OperationContext& context,
                                                      const Input& input) {
  SR_CO_TRY(const secrets::ListQuery query, query_of(input));
  secrets::SecretRepository& repository = context.services.secrets;
  SR_CO_TRY(secrets::ListPage page, secrets::list(repository.catalog(), repository.access_dates(),
                                                  context.services.page_tokens, context.partition,
                                                  query, input.next_token));
  Output output;
  for (secrets::SecretPtr& secret : page.secrets) {
    output.secret_list.push_back(describe(context, std::move(secret)));
  }
  output.next_token = std::move(page.next_token);
  co_return output;
}

}  // namespace strongroom::ops::secretsmanager
