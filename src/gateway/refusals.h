#pragma once

#include "base/clock.h"

#include <cstddef>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::gateway {

/// The last refusals of the server, told as the operator reads them: more than the client was told,
/// so never for clients. Bounded by number and by size; the oldest go first. Any thread.
class Refusals {
 public:
  static constexpr std::size_t kMost = 10'000;
  static constexpr std::size_t kMostBytes = std::size_t{32} << 20;
  /// Of one text; what is longer is cut.
  static constexpr std::size_t kLongest = std::size_t{16} << 10;

  struct Refusal {
    std::string request_id;
    Timestamp at;
    std::string text;  ///< policy::explanation_text, or of its form.
  };

  explicit Refusals(std::size_t most = kMost, std::size_t most_bytes = kMostBytes)
      : most_(most), most_bytes_(most_bytes) {}

  void add(Refusal refusal);
  /// Those of one request, in their order; none when they are forgotten or there never were any.
  /// Looks at all: for people.
  std::vector<Refusal> of_request(std::string_view request_id) const;

 private:
  const std::size_t most_;
  const std::size_t most_bytes_;
  mutable std::mutex mutex_;
  std::deque<Refusal> refusals_;  // guarded by mutex_
  std::size_t bytes_ = 0;         // guarded by mutex_; of the texts
};

}  // namespace strongroom::gateway
