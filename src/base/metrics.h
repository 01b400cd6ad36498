#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strongroom::metrics {

/// Label names and values, e.g. {{"operation", "GetSecretValue"}, {"outcome", "ok"}}.
using Labels = std::vector<std::pair<std::string, std::string>>;

/// Adding is wait-free and spread over cache lines, so that I/O threads do not contend. Any thread.
class Counter {
 public:
  void add(std::uint64_t by = 1) noexcept;
  std::uint64_t value() const noexcept;

 private:
  static constexpr std::size_t kStripes = 8;
  struct alignas(64) Stripe {
    std::atomic<std::uint64_t> count{0};
  };
  std::array<Stripe, kStripes> stripes_;
};

/// Durations in fixed buckets from 50 microseconds to 10 seconds. Any thread.
class Histogram {
 public:
  static constexpr std::array<double, 12> kBounds{0.00005, 0.0001, 0.00025, 0.0005,
                                                  0.001,   0.0025, 0.005,   0.01,
                                                  0.05,    0.25,   1.0,     10.0};  // seconds
  void record(std::chrono::nanoseconds duration) noexcept;

  std::uint64_t count_at_most(
      std::size_t bound) const noexcept;  ///< Cumulative; index kBounds.size() is +Inf.
  double sum_seconds() const noexcept;

 private:
  std::array<Counter, kBounds.size() + 1> buckets_;
  Counter sum_nanoseconds_;
};

/// All metrics of a process, written in the Prometheus text format 0.0.4. Registering takes a lock:
/// do it once at start; what it returns lives as long as the registry. Any thread.
class Registry {
 public:
  Counter& counter(std::string_view name, std::string_view help, const Labels& labels = {});
  Histogram& histogram(std::string_view name, std::string_view help, const Labels& labels = {});
  /// `read` is called at each `text()`, for what is counted elsewhere. `type` is "gauge" or
  /// "counter".
  void callback(std::string_view name, std::string_view help, std::string_view type,
                std::function<double()> read, const Labels& labels = {});

  std::string text() const;

 private:
  struct Series {
    std::string labels;  // rendered, without braces
    Counter* counter = nullptr;
    Histogram* histogram = nullptr;
    std::function<double()> read;
  };
  struct Family {
    std::string name;
    std::string help;
    std::string type;
    std::vector<Series> series;
  };

  Family& family(std::string_view name, std::string_view help, std::string_view type);

  mutable std::mutex mutex_;  // guards what follows
  std::deque<Counter> counters_;
  std::deque<Histogram> histograms_;
  std::deque<Family> families_;
};

}  // namespace strongroom::metrics
