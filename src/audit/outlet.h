#pragma once

#include "audit/log_file.h"
#include "audit/options.h"
#include "audit/second_sink.h"
#include "audit/space.h"
#include "base/metrics.h"
#include "base/result.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <string_view>

namespace strongroom::audit {

/// Gets lines out of the process, whatever breaks, in this order (docs/audit.md): into the file,
/// into the room of the reserve, into the second sink. `append` and `look`: one thread at a time
/// each; the rest: any.
class Outlet {
 public:
  /// InvalidSetting: of the second sink.
  static Result<std::unique_ptr<Outlet>> open(const Options& options);

  /// False: nobody has any of the lines.
  bool append(LogFile& file, std::string_view lines);

  /// Looks at the room on the disk.
  void look() { space_.look(); }
  bool on_reserve() const { return space_.on_reserve(); }
  void register_metrics(metrics::Registry& registry) const;

 private:
  Outlet(const Options& options, std::unique_ptr<SecondSink> second);
  int append_to_file(LogFile& file, std::string_view lines);
  bool stand_in(const LogFile& file, std::string_view lines, int why);

  const Durability durability_;
  Space space_;
  const std::unique_ptr<SecondSink> second_;  // may be null
  bool failing_ = false;
  std::atomic<std::uint64_t> stood_in_ = 0;
};

}  // namespace strongroom::audit
