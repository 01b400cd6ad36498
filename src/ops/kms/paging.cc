#include "ops/kms/paging.h"

#include "base/clock.h"

#include <fmt/format.h>

namespace strongroom::ops::kms_api {
namespace {

std::string query_of(const OperationContext& context, std::string_view scope) {
  return fmt::format("kms {} {} {}", context.partition.account, context.partition.region, scope);
}

}  // namespace

Result<std::string> marker_position(const OperationContext& context, std::string_view scope,
                                    std::string_view marker) {
  const auto opened = context.services.page_tokens.open(bytes_of(query_of(context, scope)), marker);
  if (!opened) return failure(ErrorCode::InvalidNextToken, "The marker is invalid.");
  return std::string(text_of(*opened));
}

std::string marker_after(const OperationContext& context, std::string_view scope,
                         std::string_view position) {
  return context.services.page_tokens.seal(bytes_of(query_of(context, scope)), bytes_of(position));
}

std::string position_of(Timestamp created, std::string_view id) {
  return fmt::format("{:016x} {}", milliseconds_of(created), id);
}

}  // namespace strongroom::ops::kms_api
