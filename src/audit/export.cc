#include "audit/export.h"

#include "audit/event_time.h"
#include "audit/export_delivery.h"
#include "audit/record_view.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <string_view>
#include <utility>

namespace strongroom::audit {
namespace {

constexpr std::string_view kNoAccount = "000000000000";
constexpr std::string_view kHomeRegion = "us-east-1";
constexpr std::size_t kLongestRegion = 32;

/// It becomes a part of paths, and refused calls name what they like.
bool is_region(std::string_view text) {
  return !text.empty() && text.size() <= kLongestRegion && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

bool is_account(std::string_view text) {
  return text.size() == kNoAccount.size() &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

class Exporting {
 public:
  explicit Exporting(const ExportTarget& target) : target_(target) {}

  Result<void> add(const std::string& record) {
    const auto view = RecordView::parse(record);
    if (!view) return {};
    const std::string_view event_time = view->text("eventTime");
    const auto time = parse_event_time(event_time);
    if (!time) return {};
    ++report_.records;
    return delivery_of(scope_of(*view), *time).add(record, event_time, *time);
  }

  Result<ExportReport> finish(Timestamp until) {
    for (auto& [scope, delivery] : deliveries_) {
      SR_CHECK(delivery.finish(until));
      report_.files += delivery.files();
      report_.digests += delivery.digests();
    }
    return report_;
  }

 private:
  ExportScope scope_of(const RecordView& view) const {
    const std::string_view account = view.text("recipientAccountId");
    const std::string_view region = view.text("awsRegion");
    if (!is_account(account)) {
      return {.account = std::string(kNoAccount), .region = std::string(kHomeRegion)};
    }
    ExportScope scope{.account = std::string(account),
                      .region = std::string(is_region(region) ? region : kHomeRegion)};
    if (deliveries_.size() >= kMostScopes && !deliveries_.contains(scope)) {
      return {.account = std::string(kNoAccount), .region = std::string(kHomeRegion)};
    }
    return scope;
  }

  ExportDelivery& delivery_of(const ExportScope& scope, Timestamp time) {
    return deliveries_.try_emplace(scope, target_, scope, time).first->second;
  }

  const ExportTarget& target_;
  std::map<ExportScope, ExportDelivery> deliveries_;
  ExportReport report_;
};

}  // namespace

Result<ExportReport> export_to_cloudtrail(const std::string& folder, std::optional<Timestamp> from,
                                          Timestamp until, const ExportTarget& target) {
  Exporting exporting(target);
  Result<void> outcome;
  const RecordFilter filter{.from = from, .to = until - std::chrono::milliseconds(1), .values = {}};
  SR_CHECK(for_each_record(folder, filter, [&](const std::string& record) {
    if (outcome) outcome = exporting.add(record);
  }));
  SR_CHECK(outcome);
  return exporting.finish(until);
}

}  // namespace strongroom::audit
