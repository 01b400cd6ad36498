#include "ops/cloudtrail/trail_description.h"

#include <fmt/format.h>

namespace strongroom::ops::cloudtrail {
namespace {

constexpr std::string_view kName = "strongroom";

}  // namespace

TrailDescription trail_of(const OperationContext& context) {
  TrailDescription trail;
  trail.name = trail.bucket = kName;
  trail.home_region = context.partition.region;
  trail.arn = fmt::format("arn:aws:cloudtrail:{}:{}:trail/{}", context.partition.region,
                          context.partition.account, kName);
  return trail;
}

Result<TrailDescription> trail_named(const OperationContext& context, std::string_view name) {
  TrailDescription trail = trail_of(context);
  if (name == trail.name || name == trail.arn) return trail;
  return failure(ErrorCode::ResourceNotFound, fmt::format("Unknown trail: {}", name));
}

}  // namespace strongroom::ops::cloudtrail
