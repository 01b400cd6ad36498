#pragma once

#include "base/result.h"
#include "ops/context.h"
#include "wire/shape.h"

#include <string>
#include <string_view>

/// The one trail that there is: the audit of this server (cloudtrail contract 6). It can't be
/// stopped or changed through the API.
namespace strongroom::ops::cloudtrail {

struct TrailDescription {
  std::string_view name;
  std::string_view bucket;
  std::string arn;
  std::string home_region;
  bool includes_global_events = true;
  bool multi_region = true;
  bool validates_files = true;
  bool custom_selectors = false;
  bool insight_selectors = false;
  bool organization = false;
};
inline constexpr auto kTrailDescription = wire::shape<TrailDescription>(
    wire::member<&TrailDescription::name>("Name"),
    wire::member<&TrailDescription::bucket>("S3BucketName"),
    wire::member<&TrailDescription::includes_global_events>("IncludeGlobalServiceEvents"),
    wire::member<&TrailDescription::multi_region>("IsMultiRegionTrail"),
    wire::member<&TrailDescription::home_region>("HomeRegion"),
    wire::member<&TrailDescription::arn>("TrailARN"),
    wire::member<&TrailDescription::validates_files>("LogFileValidationEnabled"),
    wire::member<&TrailDescription::custom_selectors>("HasCustomEventSelectors"),
    wire::member<&TrailDescription::insight_selectors>("HasInsightSelectors"),
    wire::member<&TrailDescription::organization>("IsOrganizationTrail"));

TrailDescription trail_of(const OperationContext& context);

/// ResourceNotFound (TrailNotFoundException) unless `name` is the trail's name or ARN.
Result<TrailDescription> trail_named(const OperationContext& context, std::string_view name);

}  // namespace strongroom::ops::cloudtrail
