#include "ops/iam/paging.h"

#include "base/bytes.h"

#include <fmt/format.h>

namespace strongroom::ops::iam_api {
namespace {

std::string query_of(const OperationContext& context, std::string_view scope) {
  return fmt::format("iam {} {}", context.partition.account, scope);
}

}  // namespace

Result<std::size_t> page_start(const OperationContext& context, std::string_view scope,
                               std::optional<std::string_view> marker,
                               const std::vector<std::string>& positions) {
  if (!marker) return 0;
  const auto opened =
      context.services.page_tokens.open(bytes_of(query_of(context, scope)), *marker);
  if (!opened) return failure(ErrorCode::Validation, "Invalid Marker.");
  const auto after = std::ranges::upper_bound(positions, text_of(*opened));
  return static_cast<std::size_t>(after - positions.begin());
}

std::string marker_after(const OperationContext& context, std::string_view scope,
                         std::string_view position) {
  return context.services.page_tokens.seal(bytes_of(query_of(context, scope)), bytes_of(position));
}

}  // namespace strongroom::ops::iam_api
