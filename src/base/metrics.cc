#include "base/metrics.h"

#include <fmt/format.h>

#include <algorithm>

namespace strongroom::metrics {
namespace {

std::size_t stripe_of_this_thread(std::size_t stripes) {
  static std::atomic<std::size_t> next{0};
  thread_local const std::size_t mine = next++;
  return mine % stripes;
}

std::string escaped(std::string_view value) {
  std::string out;
  for (const char c : value) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out;
}

std::string rendered(const Labels& labels) {
  std::string out;
  for (const auto& [name, value] : labels) {
    out += fmt::format("{}{}=\"{}\"", out.empty() ? "" : ",", name, escaped(value));
  }
  return out;
}

void write_sample(std::string& out, std::string_view name, std::string_view labels,
                  std::string_view value) {
  out += labels.empty() ? fmt::format("{} {}\n", name, value)
                        : fmt::format("{}{{{}}} {}\n", name, labels, value);
}

void write_histogram(std::string& out, std::string_view name, std::string_view labels,
                     const Histogram& histogram) {
  const std::string_view comma = labels.empty() ? "" : ",";
  for (std::size_t i = 0; i <= Histogram::kBounds.size(); ++i) {
    const std::string bound =
        i < Histogram::kBounds.size() ? fmt::format("{}", Histogram::kBounds[i]) : "+Inf";
    write_sample(out, fmt::format("{}_bucket", name),
                 fmt::format("{}{}le=\"{}\"", labels, comma, bound),
                 fmt::format("{}", histogram.count_at_most(i)));
  }
  write_sample(out, fmt::format("{}_sum", name), labels,
               fmt::format("{}", histogram.sum_seconds()));
  write_sample(out, fmt::format("{}_count", name), labels,
               fmt::format("{}", histogram.count_at_most(Histogram::kBounds.size())));
}

}  // namespace

void Counter::add(std::uint64_t by) noexcept {
  stripes_[stripe_of_this_thread(kStripes)].count.fetch_add(by, std::memory_order_relaxed);
}

std::uint64_t Counter::value() const noexcept {
  std::uint64_t sum = 0;
  for (const Stripe& stripe : stripes_) sum += stripe.count.load(std::memory_order_relaxed);
  return sum;
}

void Histogram::record(std::chrono::nanoseconds duration) noexcept {
  const double seconds = std::chrono::duration<double>(duration).count();
  const auto bucket = std::ranges::lower_bound(kBounds, seconds) - kBounds.begin();
  buckets_[static_cast<std::size_t>(bucket)].add();
  sum_nanoseconds_.add(static_cast<std::uint64_t>(duration.count()));
}

std::uint64_t Histogram::count_at_most(std::size_t bound) const noexcept {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i <= bound; ++i) sum += buckets_[i].value();
  return sum;
}

double Histogram::sum_seconds() const noexcept {
  return static_cast<double>(sum_nanoseconds_.value()) / 1e9;
}

Registry::Family& Registry::family(std::string_view name, std::string_view help,
                                   std::string_view type) {
  const auto known = std::ranges::find(families_, name, &Family::name);
  if (known != families_.end()) return *known;
  return families_.emplace_back(Family{.name = std::string(name),
                                       .help = std::string(help),
                                       .type = std::string(type),
                                       .series = {}});
}

Counter& Registry::counter(std::string_view name, std::string_view help, const Labels& labels) {
  const std::lock_guard lock(mutex_);
  Counter& counter = counters_.emplace_back();
  family(name, help, "counter")
      .series.push_back(
          {.labels = rendered(labels), .counter = &counter, .histogram = nullptr, .read = {}});
  return counter;
}

Histogram& Registry::histogram(std::string_view name, std::string_view help, const Labels& labels) {
  const std::lock_guard lock(mutex_);
  Histogram& histogram = histograms_.emplace_back();
  family(name, help, "histogram")
      .series.push_back(
          {.labels = rendered(labels), .counter = nullptr, .histogram = &histogram, .read = {}});
  return histogram;
}

void Registry::callback(std::string_view name, std::string_view help, std::string_view type,
                        std::function<double()> read, const Labels& labels) {
  const std::lock_guard lock(mutex_);
  family(name, help, type)
      .series.push_back({.labels = rendered(labels),
                         .counter = nullptr,
                         .histogram = nullptr,
                         .read = std::move(read)});
}

std::string Registry::text() const {
  const std::lock_guard lock(mutex_);
  std::string out;
  for (const Family& family : families_) {
    out += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", family.name, family.help, family.type);
    for (const Series& series : family.series) {
      if (series.histogram != nullptr) {
        write_histogram(out, family.name, series.labels, *series.histogram);
      } else {
        const std::string value = series.counter != nullptr
                                      ? fmt::format("{}", series.counter->value())
                                      : fmt::format("{}", series.read());
        write_sample(out, family.name, series.labels, value);
      }
    }
  }
  return out;
}

}  // namespace strongroom::metrics
