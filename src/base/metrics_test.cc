#include "base/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace strongroom::metrics {
namespace {

using testing::HasSubstr;

TEST(MetricsTest, WritesCountersWithEscapedLabels) {
  Registry registry;
  registry.counter("requests_total", "Requests.", {{"operation", "Get\"Secret"}}).add(3);
  EXPECT_THAT(
      registry.text(),
      HasSubstr("# TYPE requests_total counter\nrequests_total{operation=\"Get\\\"Secret\"} 3\n"));
}

TEST(MetricsTest, BucketsAreCumulative) {
  Registry registry;
  Histogram& histogram = registry.histogram("latency_seconds", "Latency.");
  histogram.record(std::chrono::microseconds(60));
  histogram.record(std::chrono::seconds(20));
  const std::string text = registry.text();
  EXPECT_THAT(text, HasSubstr("latency_seconds_bucket{le=\"5e-05\"} 0\n"));
  EXPECT_THAT(text, HasSubstr("latency_seconds_bucket{le=\"0.0001\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("latency_seconds_bucket{le=\"+Inf\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("latency_seconds_count 2\n"));
}

TEST(MetricsTest, ReadsCallbacksWhenAsked) {
  Registry registry;
  double size = 1;
  registry.callback("size_bytes", "Size.", "gauge", [&] { return size; });
  size = 42;
  EXPECT_THAT(registry.text(), HasSubstr("size_bytes 42\n"));
}

}  // namespace
}  // namespace strongroom::metrics
