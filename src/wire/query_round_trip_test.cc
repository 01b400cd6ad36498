#include "wire/aws_query.h"
#include "wire/testing/any_text.h"
#include "wire/testing/xml.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace strongroom::wire {
namespace {

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
  std::optional<std::vector<std::string>> maybe_names;
  std::vector<Entry> entries;
  std::vector<std::vector<std::int64_t>> lists;
  friend bool operator==(const Sample&, const Sample&) = default;
};
constexpr auto kSample = shape<Sample>(
    required<&Sample::text>("Text"), optional<&Sample::maybe_text>("MaybeText"),
    optional<&Sample::flag>("Flag"), optional<&Sample::maybe_flag>("MaybeFlag"),
    optional<&Sample::number>("Number"), optional<&Sample::at>("At"),
    optional<&Sample::names>("Names"), optional<&Sample::maybe_names>("MaybeNames"),
    optional<&Sample::entries>("Entries", of(kEntry)), optional<&Sample::lists>("Lists"));

// What XML can carry: the rest changes on the way.
rc::Gen<std::string> xml_text() {
  return testing::any_text([](char32_t c) {
    return (c >= 0x20 || c == '\t' || c == '\n' || c == '\r') && c != 0xfffe && c != 0xffff;
  });
}

std::vector<std::string> some_texts() {
  return *rc::gen::container<std::vector<std::string>>(xml_text());
}

Sample some_sample() {
  const auto entry =
      rc::gen::exec([] { return Entry{.key = *xml_text(), .values = some_texts()}; });
  const auto time = rc::gen::map(rc::gen::inRange<std::int64_t>(-62'167'219'200, 253'402'300'800),
                                 [](std::int64_t at) { return timestamp_of(at * 1000); });
  return {.text = *xml_text(),
          .maybe_text = *testing::maybe(xml_text()),
          .flag = *rc::gen::arbitrary<bool>(),
          .maybe_flag = *testing::maybe(rc::gen::arbitrary<bool>()),
          .number = *rc::gen::arbitrary<std::int64_t>(),
          .at = *testing::maybe(time),
          .names = some_texts(),
          .maybe_names = *testing::maybe(rc::gen::exec(some_texts)),
          .entries = *rc::gen::container<std::vector<Entry>>(entry),
          .lists = *rc::gen::arbitrary<std::vector<std::vector<std::int64_t>>>()};
}

// The answer, read as XML and sent as a form by other code than ours, says the same again. A
// structure with lists of lists, empty texts and lists, and more than nine elements is among them.
RC_GTEST_PROP(QueryRoundTripTest, WhatIsAnsweredCanBeSentBack, ()) {
  const Sample sample = *rc::gen::resize(14, rc::gen::exec(some_sample));
  Arena arena;
  ArenaText out(arena);
  encode_query(Service::Iam, "Get", kSample, sample, "id", out);
  const auto form = testing::form_of_answer(out.view(), "Get");
  RC_ASSERT(form.has_value());
  const auto decoded = decode_query(kSample, *form, arena);
  RC_ASSERT(decoded.has_value());
  RC_ASSERT(*decoded == sample);
}

RC_GTEST_PROP(QueryRoundTripTest, TheOrderOfParametersDoesNotMatter, ()) {
  const Sample sample = *rc::gen::resize(14, rc::gen::exec(some_sample));
  Arena arena;
  ArenaText out(arena);
  encode_query(Service::Iam, "Get", kSample, sample, "id", out);
  const std::string form = testing::form_of_answer(out.view(), "Get").value_or("");
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < form.size();) {
    const std::size_t end = std::min(form.find('&', at), form.size());
    parts.push_back(form.substr(at, end - at));
    at = end + 1;
  }
  std::vector<std::pair<std::uint32_t, std::string>> shuffled;
  for (std::string& part : parts) {
    shuffled.emplace_back(*rc::gen::arbitrary<std::uint32_t>(), std::move(part));
  }
  std::ranges::sort(shuffled);
  std::string again;
  for (const auto& [order, part] : shuffled) again += part + "&";
  const auto decoded = decode_query(kSample, again, arena);
  RC_ASSERT(decoded.has_value());
  RC_ASSERT(*decoded == sample);
}

}  // namespace
}  // namespace strongroom::wire
