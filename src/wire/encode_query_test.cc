#include "wire/aws_query.h"

#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace strongroom::wire {
namespace {

struct Tag {
  std::string_view key;
  std::string_view value;
};
constexpr auto kTag = shape<Tag>(member<&Tag::key>("Key"), member<&Tag::value>("Value"));

struct LastUsed {
  std::optional<Timestamp> at;
};
constexpr auto kLastUsed = shape<LastUsed>(member<&LastUsed::at>("LastUsedDate"));

struct Answer {
  std::string_view name;
  std::optional<std::string> description = {};
  std::optional<std::string_view> document = {};
  std::optional<Timestamp> created = {};
  std::optional<bool> truncated = {};
  std::optional<std::int64_t> count = {};
  std::optional<ByteView> content = {};
  std::optional<LastUsed> last_used = {};
  std::optional<std::vector<Tag>> tags = {};
  std::optional<std::vector<std::string>> names = {};
  std::vector<std::pair<std::string_view, std::int64_t>> summary = {};
};
constexpr auto kAnswer =
    shape<Answer>(member<&Answer::name>("Name"), member<&Answer::description>("Description"),
                  member<&Answer::document>("PolicyDocument", url_encoded()),
                  member<&Answer::created>("CreateDate"), member<&Answer::truncated>("IsTruncated"),
                  member<&Answer::count>("Count"), member<&Answer::content>("Content"),
                  member<&Answer::last_used>("RoleLastUsed", of(kLastUsed)),
                  member<&Answer::tags>("Tags", of(kTag)), member<&Answer::names>("Names"),
                  member<&Answer::summary>("SummaryMap"));

/// What stands in the result's element.
std::string result(const Answer& output) {
  Arena arena;
  ArenaText out(arena);
  encode_query(Service::Iam, "GetIt", kAnswer, output, "id-1", out);
  const std::string xml(out.view());
  const std::string before =
      "<GetItResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><GetItResult>";
  const std::string after =
      "</GetItResult><ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata>"
      "</GetItResponse>";
  EXPECT_TRUE(xml.starts_with(before) && xml.ends_with(after)) << xml;
  return xml.substr(before.size(), xml.size() - before.size() - after.size());
}

TEST(EncodeQueryTest, LeavesOutAbsentMembersAndWritesEmptyElements) {
  EXPECT_EQ(result({.name = "n"}), "<Name>n</Name><SummaryMap/>");
  EXPECT_EQ(result({.name = "", .description = "", .last_used = LastUsed{}, .tags = {{}}}),
            "<Name/><Description/><RoleLastUsed/><Tags/><SummaryMap/>");
}

TEST(EncodeQueryTest, WritesEveryKindOfMember) {
  EXPECT_EQ(result({.name = "<n>",
                    .description = "a & b",
                    .document = "{\"a\":\"%3A *\"}",
                    .created = timestamp_of(1768478400999),
                    .truncated = false,
                    .count = -3,
                    .content = bytes_of("hi"),
                    .last_used = LastUsed{.at = timestamp_of(0)},
                    .tags = {{{.key = "k", .value = "v"}, {.key = "l", .value = ""}}},
                    .names = {{"x", "y"}},
                    .summary = {{"Users", 5}, {"Roles", 0}}}),
            "<Name>&lt;n&gt;</Name><Description>a &amp; b</Description>"
            "<PolicyDocument>%7B%22a%22%3A%22%253A%20%2A%22%7D</PolicyDocument>"
            "<CreateDate>2026-01-15T12:00:00Z</CreateDate><IsTruncated>false</IsTruncated>"
            "<Count>-3</Count><Content>aGk=</Content>"
            "<RoleLastUsed><LastUsedDate>1970-01-01T00:00:00Z</LastUsedDate></RoleLastUsed>"
            "<Tags><member><Key>k</Key><Value>v</Value></member>"
            "<member><Key>l</Key><Value/></member></Tags>"
            "<Names><member>x</member><member>y</member></Names>"
            "<SummaryMap><entry><key>Users</key><value>5</value></entry>"
            "<entry><key>Roles</key><value>0</value></entry></SummaryMap>");
}

struct Nothing {};
constexpr auto kNothing = shape<Nothing>();

std::string encoded_nothing(Service service, std::string_view request_id) {
  Arena arena;
  ArenaText out(arena);
  encode_query(service, "DeleteIt", kNothing, Nothing{}, request_id, out);
  return std::string(out.view());
}

TEST(EncodeQueryTest, WritesOnlyMetadataForAnOperationWithoutOutput) {
  EXPECT_EQ(encoded_nothing(Service::Iam, "id"),
            "<DeleteItResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">"
            "<ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></DeleteItResponse>");
}

TEST(EncodeQueryTest, WritesTheNamespaceOfTheService) {
  EXPECT_TRUE(
      encoded_nothing(Service::Sts, "id")
          .starts_with("<DeleteItResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"));
}

TEST(EncodeQueryTest, EscapesTheRequestId) {
  EXPECT_NE(encoded_nothing(Service::Sts, "<&").find("<RequestId>&lt;&amp;</RequestId>"),
            std::string::npos);
}

TEST(EncodeQueryTest, WritesAnEmptyResultWhenAllIsAbsent) {
  static constexpr auto kOptional = shape<LastUsed>(member<&LastUsed::at>("At"));
  Arena arena;
  ArenaText out(arena);
  encode_query(Service::Iam, "A", kOptional, LastUsed{}, "i", out);
  EXPECT_NE(out.view().find("<AResult/><ResponseMetadata>"), std::string_view::npos) << out.view();
}

}  // namespace
}  // namespace strongroom::wire
