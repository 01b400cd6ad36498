#include "sigv4/request_date.h"

#include <gtest/gtest.h>

namespace strongroom::sigv4 {
namespace {

const Timestamp kNoon = timestamp_of(1768478400000);

TEST(RequestDateTest, ReadsTheBasicForm) {
  EXPECT_EQ(parse_basic_date("20260115T120000Z"), kNoon);
  EXPECT_EQ(parse_basic_date("20240229T235959Z"), timestamp_of(1709251199000));
}

TEST(RequestDateTest, RefusesWhateverElse) {
  for (const auto* text :
       {"", "20260115T120000", "20260115T120000z", "20260115T120000.5Z", "2026-01-15T12:00:00Z",
        "20260115 120000Z", "20261315T120000Z", "20260230T120000Z", "20260115T240000Z",
        "20260115T126000Z", "20260115T120060Z", "2026011aT120000Z", " 20260115T120000Z",
        "20260115T120000Z ", "20260115T120000+", "-0260115T120000Z"}) {
    EXPECT_EQ(parse_basic_date(text), std::nullopt) << text;
  }
}

TEST(RequestDateTest, ReadsTheFormOfTheDateHeader) {
  EXPECT_EQ(parse_http_date("Thu, 15 Jan 2026 12:00:00 GMT"), kNoon);
  for (const auto* text :
       {"", "Thu, 15 Jan 2026 12:00:00 UTC", "Thu, 15 Foo 2026 12:00:00 GMT",
        "Thu, 32 Jan 2026 12:00:00 GMT", "15 Jan 2026 12:00:00 GMT", "20260115T120000Z"}) {
    EXPECT_EQ(parse_http_date(text), std::nullopt) << text;
  }
}

TEST(RequestDateTest, WritesTheBasicForm) {
  EXPECT_EQ(basic_date(kNoon), "20260115T120000Z");
  EXPECT_EQ(basic_date(kNoon - std::chrono::milliseconds(1)), "20260115T115959Z");
}

}  // namespace
}  // namespace strongroom::sigv4
