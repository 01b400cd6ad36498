#include "wire/aws_json.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace strongroom::wire {
namespace {

struct Version {
  std::string id;
  std::optional<std::vector<std::string>> stages;
};
constexpr auto kVersion =
    shape<Version>(member<&Version::id>("VersionId"), member<&Version::stages>("VersionStages"));

struct Output {
  std::string_view arn;
  std::optional<std::string> name;
  std::optional<std::string_view> description;
  std::optional<Timestamp> created;
  Timestamp changed = timestamp_of(1500);
  bool rotation = false;
  std::optional<bool> deleted;
  std::optional<std::int64_t> days;
  std::optional<ByteView> binary;
  std::vector<Version> versions;
  std::optional<std::span<const std::string_view>> tags;
  std::span<const std::pair<std::string_view, std::span<const std::string_view>>> stages;
};
constexpr auto kOutput = shape<Output>(
    member<&Output::arn>("ARN"), member<&Output::name>("Name"),
    member<&Output::description>("Description"), member<&Output::created>("CreatedDate"),
    member<&Output::changed>("LastChangedDate"), member<&Output::rotation>("Rotation"),
    member<&Output::deleted>("Deleted"), member<&Output::days>("Days"),
    member<&Output::binary>("SecretBinary"), member<&Output::versions>("Versions", of(kVersion)),
    member<&Output::tags>("Tags"), member<&Output::stages>("VersionIdsToStages"));

template <class Structure, std::size_t N>
std::string encoded(const Shape<Structure, N>& shape, const Structure& structure) {
  Arena arena;
  ArenaText out(arena);
  encode(shape, structure, out);
  return std::string(out.view());
}

TEST(EncodeTest, LeavesOutAbsentMembersAndWritesEmptyLists) {
  Output output;
  output.arn = "arn";
  EXPECT_EQ(encoded(kOutput, output),
            R"({"ARN":"arn","LastChangedDate":1.5,"Rotation":false,"Versions":[],)"
            R"("VersionIdsToStages":{}})");
}

TEST(EncodeTest, WritesEveryKindOfMember) {
  const std::array<std::string_view, 1> current = {"AWSCURRENT"};
  const std::array<std::pair<std::string_view, std::span<const std::string_view>>, 2> stages = {
      {{"v2", current}, {"v1", {}}}};
  Output output;
  output.arn = "arn";
  output.name = "n";
  output.description = "";
  output.created = timestamp_of(1711111111123);
  output.deleted = true;
  output.days = -3;
  output.binary = bytes_of("hi");
  output.versions = {{.id = "v1", .stages = {{"A", "B"}}}, {.id = "v2", .stages = {}}};
  output.tags.emplace();
  output.stages = stages;
  EXPECT_EQ(encoded(kOutput, output),
            R"({"ARN":"arn","Name":"n","Description":"","CreatedDate":1711111111.123,)"
            R"("LastChangedDate":1.5,"Rotation":false,"Deleted":true,"Days":-3,)"
            R"("SecretBinary":"aGk=","Versions":[{"VersionId":"v1","VersionStages":["A","B"]},)"
            R"({"VersionId":"v2"}],"Tags":[],"VersionIdsToStages":{"v2":["AWSCURRENT"],"v1":[]}})");
}

TEST(EncodeTest, WritesNothingForAnOperationWithoutOutput) {
  struct Nothing {};
  static constexpr auto kNothing = shape<Nothing>();
  EXPECT_EQ(encoded(kNothing, Nothing{}), "");
}

}  // namespace
}  // namespace strongroom::wire
