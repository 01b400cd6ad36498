#include "audit/export_delivery.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace strongroom::audit {
namespace {

/// A file is ended when its records take this many bytes.
constexpr std::size_t kFileBytes = std::size_t{1} << 20;
constexpr std::string_view kBegin = R"({"Records":[)";
constexpr std::string_view kEndOfFile = "]}";

}  // namespace

ExportDelivery::ExportDelivery(const ExportTarget& target, const ExportScope& scope,
                               Timestamp first)
    : target_(target),
      scope_(scope),
      digests_(target, scope),
      hour_(std::chrono::floor<std::chrono::hours>(first)) {}

Result<void> ExportDelivery::add(std::string_view record, std::string_view event_time,
                                 Timestamp time) {
  SR_CHECK(end_hours_before(time));
  content_ += content_.empty() ? kBegin : ",";
  content_ += record;
  // In this form, texts are ordered as their times are.
  oldest_ = oldest_.empty() ? event_time : std::min<std::string_view>(oldest_, event_time);
  newest_ = std::max<std::string_view>(newest_, event_time);
  return content_.size() < kFileBytes ? Result<void>() : end_file(time);
}

Result<void> ExportDelivery::finish(Timestamp until) {
  SR_CHECK(end_hours_before(until));
  return until > Timestamp(hour_) ? end_hour(until) : Result<void>();
}

Result<void> ExportDelivery::end_hours_before(Timestamp time) {
  while (time >= Timestamp(hour_ + std::chrono::hours(1))) {
    SR_CHECK(end_hour(hour_ + std::chrono::hours(1)));
  }
  return {};
}

Result<void> ExportDelivery::end_hour(Timestamp end) {
  if (!content_.empty()) SR_CHECK(end_file(end));
  SR_CHECK(digests_.write(hour_, end, files_));
  ++digests_in_all_;
  files_.clear();
  hour_ += std::chrono::hours(1);
  return {};
}

Result<void> ExportDelivery::end_file(Timestamp end) {
  content_ += kEndOfFile;
  SR_TRY(ExportedFile file, write_log_file(target_, scope_, end, content_));
  file.oldest = std::exchange(oldest_, {});
  file.newest = std::exchange(newest_, {});
  files_.push_back(std::move(file));
  ++files_in_all_;
  content_.clear();
  return {};
}

}  // namespace strongroom::audit
