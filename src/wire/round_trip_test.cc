#include "wire/aws_json.h"
#include "wire/testing/any_text.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

namespace strongroom::wire {
namespace {

using testing::any_text;
using testing::maybe;

// The members of KitchenSink without its limits.
struct Entry {
  std::string key;
  std::vector<std::string> values;
  friend bool operator==(const Entry&, const Entry&) = default;
};
constexpr auto kEntry =
    shape<Entry>(required<&Entry::key>("Key"), optional<&Entry::values>("Values"));

struct Sample {
  std::string text;
  std::optional<std::string> maybe_text;
  bool flag = false;
  std::optional<bool> maybe_flag;
  std::int64_t number = 0;
  std::optional<Timestamp> at;
  std::vector<std::string> names;
  std::vector<Entry> entries;
  friend bool operator==(const Sample&, const Sample&) = default;
};
constexpr auto kSample = shape<Sample>(
    required<&Sample::text>("Text"), optional<&Sample::maybe_text>("MaybeText"),
    optional<&Sample::flag>("Flag"), optional<&Sample::maybe_flag>("MaybeFlag"),
    optional<&Sample::number>("Number"), optional<&Sample::at>("At"),
    optional<&Sample::names>("Names"), optional<&Sample::entries>("Entries", of(kEntry)));

std::vector<std::string> some_texts() {
  return *rc::gen::container<std::vector<std::string>>(any_text());
}

Sample some_sample() {
  const auto entry =
      rc::gen::exec([] { return Entry{.key = *any_text(), .values = some_texts()}; });
  const auto time =
      rc::gen::map(rc::gen::inRange<std::int64_t>(-9'000'000'000'000, 9'000'000'000'000),
                   [](std::int64_t ms) { return timestamp_of(ms); });
  return {.text = *any_text(),
          .maybe_text = *maybe(any_text()),
          .flag = *rc::gen::arbitrary<bool>(),
          .maybe_flag = *maybe(rc::gen::arbitrary<bool>()),
          .number = *rc::gen::arbitrary<std::int64_t>(),
          .at = *maybe(time),
          .names = some_texts(),
          .entries = *rc::gen::container<std::vector<Entry>>(entry)};
}

RC_GTEST_PROP(RoundTripTest, WhatIsEncodedDecodesToItself, ()) {
  const Sample sample = *rc::gen::resize(12, rc::gen::exec(some_sample));
  Arena arena;
  ArenaText out(arena);
  encode(kSample, sample, out);
  boost::json::error_code error;
  boost::json::parse({out.view().data(), out.view().size()}, error);
  RC_ASSERT(!error);
  const auto decoded = decode(kSample, out.view(), arena);
  RC_ASSERT(decoded.has_value());
  RC_ASSERT(*decoded == sample);
}

RC_GTEST_PROP(RoundTripTest, BlobsOfAnyLengthSurvive, (const std::vector<std::uint8_t>& bytes)) {
  struct Blob {
    std::optional<ByteView> bytes;
  };
  static constexpr auto kBlob = shape<Blob>(optional<&Blob::bytes>("Bytes"));
  Arena arena;
  ArenaText out(arena);
  encode(kBlob, Blob{.bytes = std::as_bytes(std::span(bytes))}, out);
  const auto decoded = decode(kBlob, out.view(), arena);
  RC_ASSERT(decoded.has_value());
  RC_ASSERT(std::ranges::equal(*decoded->bytes, std::as_bytes(std::span(bytes))));
}

}  // namespace
}  // namespace strongroom::wire
