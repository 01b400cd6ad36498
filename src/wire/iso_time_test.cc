#include "wire/iso_time.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace strongroom::wire {
namespace {

std::string written(Timestamp at) {
  Arena arena;
  ArenaText out(arena);
  append_iso_time(out, at);
  return std::string(out.view());
}

TEST(IsoTimeTest, ReadsTheFormsOfTheContract) {
  constexpr std::int64_t kNoon = 1768478400000;  // iam contract 2: 2026-01-15T12:00:00Z.
  EXPECT_EQ(parse_iso_time("2026-01-15T12:00:00Z"), timestamp_of(kNoon));
  EXPECT_EQ(parse_iso_time("2026-01-15T12:00:00.5Z"), timestamp_of(kNoon + 500));
  EXPECT_EQ(parse_iso_time("2026-01-15T12:00:00.123999Z"), timestamp_of(kNoon + 123));
  EXPECT_EQ(parse_iso_time("2026-01-15T13:30:00+01:30"), timestamp_of(kNoon));
  EXPECT_EQ(parse_iso_time("2026-01-15T04:00:00-08:00"), timestamp_of(kNoon));
  EXPECT_EQ(parse_iso_time("1969-12-31T23:59:59.999Z"), timestamp_of(-1));
  EXPECT_EQ(parse_iso_time("2024-02-29T00:00:00Z"), timestamp_of(1709164800000));
}

TEST(IsoTimeTest, RefusesOtherForms) {
  for (const std::string_view text : {"",
                                      "2026",
                                      "2026-01-15",
                                      "2026-01-15T12:00:00",
                                      "2026-01-15 12:00:00Z",
                                      "2026-01-15T12:00Z",
                                      "2026-1-15T12:00:00Z",
                                      "2026-13-15T12:00:00Z",
                                      "2026-00-15T12:00:00Z",
                                      "2026-02-29T12:00:00Z",
                                      "2026-01-32T12:00:00Z",
                                      "2026-01-15T24:00:00Z",
                                      "2026-01-15T12:60:00Z",
                                      "2026-01-15T12:00:60Z",
                                      "2026-01-15T12:00:00.Z",
                                      "2026-01-15T12:00:00ZZ",
                                      "2026-01-15T12:00:00+0100",
                                      "2026-01-15T12:00:00+24:00",
                                      "-026-01-15T12:00:00Z",
                                      "1768478400",
                                      "20260115T120000Z",
                                      "2026-01-15t12:00:00z"})
    EXPECT_FALSE(parse_iso_time(text)) << text;
}

TEST(IsoTimeTest, WritesSeconds) {
  EXPECT_EQ(written(timestamp_of(1768478400000)), "2026-01-15T12:00:00Z");
  EXPECT_EQ(written(timestamp_of(1768478400999)), "2026-01-15T12:00:00Z");
  EXPECT_EQ(written(timestamp_of(-1)), "1969-12-31T23:59:59Z");
}

TEST(IsoTimeTest, KeepsToFourDigitsOfAYear) {
  EXPECT_EQ(written(Timestamp::max()), "9999-12-31T23:59:59Z");
  EXPECT_EQ(written(Timestamp::min()), "0000-01-01T00:00:00Z");
}

RC_GTEST_PROP(IsoTimeTest, ReadsWhatItWrites, ()) {
  const auto seconds = *rc::gen::inRange<std::int64_t>(-62'167'219'200, 253'402'300'800);
  const Timestamp at = timestamp_of(seconds * 1000);
  RC_ASSERT(parse_iso_time(written(at)) == at);
}

}  // namespace
}  // namespace strongroom::wire
