#pragma once

#include "audit/chain.h"
#include "audit/log_file.h"
#include "audit/options.h"
#include "base/clock.h"
#include "base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace strongroom::audit {

/// The file that records are written to, and where in the chain it began. One thread at a time.
class ActiveFile {
 public:
  /// InvalidSetting: it can't be opened, or is no file of records.
  static Result<ActiveFile> open(const std::string& folder, Timestamp now);

  /// At the end of what is written, in this file or in the newest closed one.
  const ChainHead& last_head() const { return last_head_; }

  /// If it is empty, it begins behind `head`.
  void begin_behind(const ChainHead& head);

  LogFile& file() { return file_; }
  const std::string& path() const { return file_.path(); }

  /// What somebody else has done to it, once; a new one is begun if it is gone.
  std::optional<std::string_view> look_for_harm(const ChainHead& head, const Clock& clock);

  /// Whether its size or age is reached.
  bool is_done(const Options& options, Timestamp now) const;
  /// Gives it and `digests` the names of closed files, and begins new ones. As long as that can't
  /// be done, the present ones are written to.
  void change(LogFile& digests, const ChainHead& head, Timestamp now);

 private:
  ActiveFile(LogFile file, std::string folder)
      : file_(std::move(file)), folder_(std::move(folder)) {}
  Result<void> find_place(Timestamp now);
  void begin_anew(const ChainHead& head, Timestamp now);

  LogFile file_;
  std::string folder_;
  ChainHead last_head_;
  std::uint64_t first_sequence_ = 1;
  Timestamp begun_{};
};

}  // namespace strongroom::audit
