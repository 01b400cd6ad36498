#include "app/unused_secrets.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace strongroom::app {
namespace {

constexpr int kMostDays = 36'500;

std::string day_text(secrets::Day day) {
  if (day == 0) return "never";
  const auto time = std::chrono::system_clock::to_time_t(secrets::timestamp_of_day(day));
  return fmt::format("{:%F}", fmt::gmtime(time));
}

}  // namespace

Result<std::chrono::days> parse_days(std::string_view text) {
  int days = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, days);
  if (error != std::errc() || stop + 1 != end || *stop != 'd' || days < 1 || days > kMostDays) {
    return failure(ErrorCode::InvalidInput,
                   fmt::format("{}: write a number of days, as in 90d.", text));
  }
  return std::chrono::days(days);
}

std::string unused_secrets(secrets::SecretRepository& secrets, std::chrono::days unused_for,
                           Timestamp now) {
  std::string lines;
  std::size_t found = 0;
  for (const secrets::Partition& partition : secrets.catalog().partitions()) {
    secrets.catalog().visit_by_creation(
        partition, std::nullopt, false, [&](const secrets::SecretPtr& secret) {
          const secrets::Day read = secrets.access_dates().last_accessed(*secret);
          const Timestamp used = std::max(secret->created, secrets::timestamp_of_day(read));
          if (used + unused_for <= now && ++found <= kMostUnused) {
            lines += fmt::format("{} {}\n", secret->arn(), day_text(read));
          }
          return true;
        });
  }
  if (found > kMostUnused) lines += fmt::format("and {} more\n", found - kMostUnused);
  return lines;
}

}  // namespace strongroom::app
