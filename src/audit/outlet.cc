#include "audit/outlet.h"

#include "base/log.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace strongroom::audit {
namespace {

bool is_full(int error) { return error == ENOSPC || error == EDQUOT || error == EFBIG; }

}  // namespace

Outlet::Outlet(const Options& options, std::unique_ptr<SecondSink> second)
    : durability_(options.durability), space_(options), second_(std::move(second)) {}

Result<std::unique_ptr<Outlet>> Outlet::open(const Options& options) {
  SR_TRY(auto second, make_second_sink(options.second_sink));
  std::unique_ptr<Outlet> outlet(new Outlet(options, std::move(second)));
  outlet->look();
  return outlet;
}

bool Outlet::append(LogFile& file, std::string_view lines) {
  int error = append_to_file(file, lines);
  if (is_full(error) && space_.give_up_reserve()) error = append_to_file(file, lines);
  if (error != 0) return stand_in(file, lines, error);
  failing_ = false;
  return true;
}

int Outlet::append_to_file(LogFile& file, std::string_view lines) {
  int error = file.append(lines);
  if (error != 0 || durability_ != Durability::Flush) return error;
  error = file.flush();
  if (error != 0) file.take_back(lines.size());
  return error;
}

/// Whether the second sink has what the file could not take.
bool Outlet::stand_in(const LogFile& file, std::string_view lines, int why) {
  const bool kept = second_ != nullptr && second_->write(lines);
  if (!failing_) {
    log::error("{}: audit records can't be written, so {}: {}", file.path(),
               kept ? "the second sink stands in" : "no request is answered", std::strerror(why));
  }
  failing_ = true;
  if (kept) stood_in_ += static_cast<std::uint64_t>(std::ranges::count(lines, '\n'));
  return kept;
}

void Outlet::register_metrics(metrics::Registry& registry) const {
  registry.callback("strongroom_audit_low_space", "1 while there is little room for records.",
                    "gauge", [this] { return space_.low() ? 1.0 : 0.0; });
  registry.callback("strongroom_audit_on_reserve", "1 while records take the reserved room.",
                    "gauge", [this] { return space_.on_reserve() ? 1.0 : 0.0; });
  registry.callback("strongroom_audit_second_sink_records_total",
                    "Records that only the second sink has.", "counter",
                    [this] { return static_cast<double>(stood_in_.load()); });
}

}  // namespace strongroom::audit
