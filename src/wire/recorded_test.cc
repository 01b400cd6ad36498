#include "wire/recorded.h"

#include <gtest/gtest.h>

#include <vector>

namespace strongroom::wire {
namespace {

struct Tag {
  std::string_view key;
  std::string_view value;
};
constexpr auto kTag = shape<Tag>(required<&Tag::key>("Key"), required<&Tag::value>("Value"));

struct Everything {
  std::string_view id;
  std::optional<std::string_view> absent;
  std::optional<std::string_view> secret;
  std::optional<std::string_view> masked;
  std::optional<ByteView> blob;
  std::optional<Timestamp> at;
  std::vector<std::string_view> empty;
  std::vector<Tag> tags;
  std::vector<Tag> map;
  bool flag = false;
};
constexpr auto kEverything = shape<Everything>(
    required<&Everything::id>("ARN"), optional<&Everything::absent>("Absent"),
    optional<&Everything::secret>("SecretString", sensitive()),
    optional<&Everything::masked>("RotationToken", masked()),
    optional<&Everything::blob>("CiphertextBlob"), optional<&Everything::at>("DeletionDate"),
    optional<&Everything::empty>("Empty"), optional<&Everything::tags>("Tags", of(kTag)),
    optional<&Everything::map>("Others", of(kTag), recorded_as_map("principalTags")),
    optional<&Everything::flag>("Flag"));

std::string recorded(const Everything& value) {
  Arena arena;
  ArenaText text(arena);
  append_recorded(kEverything.fields, &value, text);
  return std::string(text.view());
}

TEST(RecordedTest, ShowsNamesInLowerCamelCaseAndNoSecrets) {
  const Bytes blob(3, std::byte{1});
  EXPECT_EQ(recorded({.id = "a\"b",
                      .absent = std::nullopt,
                      .secret = "CANARY",
                      .masked = "CANARY",
                      .blob = blob,
                      .at = timestamp_of(1'660'171'107'000),
                      .empty = {},
                      .tags = {{"k", "v"}},
                      .map = {{"Project", "x"}, {"Team", "y"}},
                      .flag = true}),
            R"({"aRN":"a\"b","rotationToken":"HIDDEN_DUE_TO_SECURITY_REASONS",)"
            R"("deletionDate":"Aug 10, 2022, 10:38:27 PM","tags":[{"key":"k","value":"v"}],)"
            R"("principalTags":{"Project":"x","Team":"y"},"flag":true})");
}

TEST(RecordedTest, CutsLongTextsAtACharacter) {
  const std::string text = std::string(2047, 'x') + "\xc3\xa9\xc3\xa9";
  Everything value;
  value.id = text;
  const std::string shown = recorded(value);
  EXPECT_NE(shown.find("x...(cut)\""), std::string::npos);
  EXPECT_EQ(shown.find('\xc3'), std::string::npos);
}

TEST(RecordedTest, IsNothingWhereNothingIsShown) {
  struct Secret {
    std::string_view value;
  };
  static constexpr auto kSecret =
      shape<Secret>(required<&Secret::value>("SecretString", sensitive()));
  Arena arena;
  ArenaText text(arena);
  const Secret secret{"CANARY"};
  append_recorded(kSecret.fields, &secret, text);
  EXPECT_EQ(text.view(), "");
}

}  // namespace
}  // namespace strongroom::wire
