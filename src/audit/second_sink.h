#pragma once

#include "base/result.h"

#include <memory>
#include <string>
#include <string_view>

namespace strongroom::audit {

/// Where records go while the audit folder can't be written. One thread at a time.
class SecondSink {
 public:
  virtual ~SecondSink() = default;
  /// Takes all lines or, with false, none for sure.
  virtual bool write(std::string_view lines) = 0;
};

/// `file:PATH` (appended to, mode 0600), `syslog` or `stdout`; null for an empty text.
/// InvalidSetting for any other, and for a file that can't be opened.
Result<std::unique_ptr<SecondSink>> make_second_sink(const std::string& described);

}  // namespace strongroom::audit
