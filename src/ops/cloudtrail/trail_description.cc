#include "ops/cloudtrail/trail_description.h"

#include "audit/trail.h"

#include <fmt/format.h>

namespace strongroom::ops::cloudtrail {

TrailDescription trail_of(const OperationContext& context) {
  TrailDescription trail;
  trail.name = trail.bucket = audit::kTrailName;
  trail.home_region = context.partition.region;
  trail.arn = fmt::format("arn:aws:cloudtrail:{}:{}:trail/{}", context.partition.region,
                          context.partition.account, audit::kTrailName);
  return trail;
}

Result<TrailDescription> trail_named(const OperationContext& context, std::string_view name) {
  TrailDescription trail = trail_of(context);
  if (name == trail.name || name == trail.arn) return trail;
  return failure(ErrorCode::ResourceNotFound, fmt::format("Unknown trail: {}", name));
}

}  // namespace strongroom::ops::cloudtrail
