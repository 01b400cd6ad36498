#include "secrets/label_movement.h"

#include "secrets/testing/secret_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace strongroom::secrets {
namespace {

using testing::a_secret;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Labels = std::vector<std::string_view>;

Labels labels(const Secret& secret, std::string_view id) {
  return secret.find_version(id)->labels.list();
}

/// As PutSecretValue does it.
Result<void> put(Secret& secret, std::string_view id, Labels with = {kCurrent}) {
  Version& version = secret.versions.emplace_back();
  version.id = id;
  version.value.emplace();
  return attach_labels(secret, id, with);
}

Error refusal(Result<void> result) { return result.error(); }

// The table "Label life of one secret" of the contract, section 11; every step was recorded.
TEST(LabelMovementTest, FollowsTheLifeOfARotatedSecret) {
  Secret secret = a_secret().build();
  ASSERT_TRUE(put(secret, "v1"));
  EXPECT_THAT(labels(secret, "v1"), ElementsAre(kCurrent));

  ASSERT_TRUE(put(secret, "v2", {kPending}));
  EXPECT_THAT(labels(secret, "v1"), ElementsAre(kCurrent));
  EXPECT_THAT(labels(secret, "v2"), ElementsAre(kPending));

  ASSERT_TRUE(move_label(secret, kCurrent, "v1", "v2"));
  EXPECT_THAT(labels(secret, "v1"), ElementsAre(kPrevious));
  EXPECT_THAT(labels(secret, "v2"), ElementsAre(kCurrent, kPending));
  Secret alternative = secret;

  ASSERT_TRUE(put(secret, "v3", {kPending}));
  EXPECT_THAT(labels(secret, "v1"), ElementsAre(kPrevious));
  EXPECT_THAT(labels(secret, "v2"), ElementsAre(kCurrent));
  EXPECT_THAT(labels(secret, "v3"), ElementsAre(kPending));

  ASSERT_TRUE(move_label(secret, kCurrent, "v2", "v3"));
  EXPECT_THAT(labels(secret, "v1"), IsEmpty());
  EXPECT_THAT(labels(secret, "v2"), ElementsAre(kPrevious));
  EXPECT_THAT(labels(secret, "v3"), ElementsAre(kCurrent, kPending));

  ASSERT_TRUE(put(alternative, "v3"));
  EXPECT_THAT(labels(alternative, "v1"), IsEmpty());
  EXPECT_THAT(labels(alternative, "v2"), ElementsAre(kPrevious));
  EXPECT_THAT(labels(alternative, "v3"), ElementsAre(kCurrent));
}

TEST(LabelMovementTest, TakesAwsPreviousFromItsFormerHolderWhichKeepsItsCustomLabels) {
  Secret secret = a_secret().build();
  ASSERT_TRUE(put(secret, "v0", {kCurrent, "PUT0"}));
  ASSERT_TRUE(put(secret, "v1", {kCurrent, "AWSSOMETHING", "PUT1"}));
  ASSERT_TRUE(put(secret, "v2"));
  EXPECT_THAT(labels(secret, "v0"), ElementsAre("PUT0"));
  EXPECT_THAT(labels(secret, "v1"), ElementsAre(kPrevious, "AWSSOMETHING", "PUT1"));
}

TEST(LabelMovementTest, MovesCustomLabelsAndDeprecatesWhoLosesTheLast) {
  Secret secret = a_secret().build();
  ASSERT_TRUE(put(secret, "v1"));
  ASSERT_TRUE(put(secret, "v2", {"MINE"}));
  ASSERT_TRUE(put(secret, "v3", {"MINE"}));
  EXPECT_TRUE(secret.find_version("v2")->deprecated());
  EXPECT_THAT(labels(secret, "v3"), ElementsAre("MINE"));
  EXPECT_THAT(labels(secret, "v1"), ElementsAre(kCurrent));
}

TEST(LabelMovementTest, GivesTheFirstVersionAwsCurrentWhateverItsLabels) {
  Secret secret = a_secret().build();
  ASSERT_TRUE(put(secret, "v1", {"MINE"}));
  EXPECT_THAT(labels(secret, "v1"), ElementsAre(kCurrent, "MINE"));
}

TEST(LabelMovementTest, GivesAPlaceholderNoMoreThanItsLabels) {
  Secret secret = a_secret().with_placeholder("p", {}).build();
  const Labels pending{kPending};
  ASSERT_TRUE(attach_labels(secret, "p", pending));
  EXPECT_THAT(labels(secret, "p"), ElementsAre(kPending));
}

TEST(LabelMovementTest, DropsAwsPendingFromOthersWhenAwsCurrentIsPut) {
  Secret secret =
      a_secret().with_version("v1", {kCurrent}).with_placeholder("rotating", {kPending}).build();
  ASSERT_TRUE(put(secret, "v2"));
  EXPECT_TRUE(secret.find_version("rotating")->deprecated());
}

TEST(LabelMovementTest, KeepsAwsPendingOfThePlaceholderThatBecomesCurrent) {
  Secret secret = a_secret().with_version("v1", {kCurrent}).with_version("v2", {kPending}).build();
  const Labels both{kCurrent, kPending};
  ASSERT_TRUE(attach_labels(secret, "v2", both));
  EXPECT_THAT(labels(secret, "v2"), ElementsAre(kCurrent, kPending));
  EXPECT_THAT(labels(secret, "v1"), ElementsAre(kPrevious));
}

TEST(LabelMovementTest, TakesAwsPendingFromTheCurrentVersionWhichStaysCurrent) {
  Secret secret = a_secret().with_version("v1", {kCurrent, kPending}).build();
  ASSERT_TRUE(put(secret, "v2", {kPending}));
  EXPECT_THAT(labels(secret, "v1"), ElementsAre(kCurrent));
}

TEST(LabelMovementTest, MovesAwsCurrentBackToThePreviousVersion) {
  Secret secret = a_secret().with_version("v1", {kPrevious}).with_version("v2", {kCurrent}).build();
  ASSERT_TRUE(move_label(secret, kCurrent, "v2", "v1"));
  EXPECT_THAT(labels(secret, "v1"), ElementsAre(kCurrent));
  EXPECT_THAT(labels(secret, "v2"), ElementsAre(kPrevious));
}

TEST(LabelMovementTest, AttachesALabelThatIsNowhereAndRevivesADeprecatedVersion) {
  Secret secret = a_secret().with_version("v1", {}).with_version("v2", {kCurrent}).build();
  ASSERT_TRUE(move_label(secret, "MINE", "", "v1"));
  EXPECT_FALSE(secret.find_version("v1")->deprecated());
}

TEST(LabelMovementTest, DetachesALabel) {
  Secret secret = a_secret().with_version("v1", {kCurrent, kPending}).build();
  ASSERT_TRUE(move_label(secret, kPending, "v1", ""));
  EXPECT_THAT(labels(secret, "v1"), ElementsAre(kCurrent));
}

TEST(LabelMovementTest, SucceedsWhenTheVersionHoldsTheLabelAlready) {
  Secret secret = a_secret().with_version("v1", {kCurrent}).build();
  EXPECT_TRUE(move_label(secret, kCurrent, "", "v1"));
  EXPECT_TRUE(move_label(secret, kCurrent, "v1", "v1"));
  EXPECT_THAT(labels(secret, "v1"), ElementsAre(kCurrent));
}

struct RefusedMove {
  const char* name;
  std::string_view label, from, to;
  ErrorCode code;
  std::string_view message;
};
constexpr RefusedMove kRefusedMoves[] = {
    {"NoVersionGiven", "MINE", "", "", ErrorCode::InvalidParameter,
     "You must specify RemoveFromVersionId, MoveToVersionId, or both."},
    {"UnknownTarget", "MINE", "", "v9", ErrorCode::ResourceNotFound,
     "Secrets Manager can't find the specified secret value for VersionId: v9"},
    {"UnknownSource", "MINE", "v9", "v1", ErrorCode::ResourceNotFound,
     "Secrets Manager can't find the specified secret value for VersionId: v9"},
    {"RemoveFromMissing", "AWSCURRENT", "", "v1", ErrorCode::InvalidParameter,
     "The parameter RemoveFromVersionId can't be empty. Staging label AWSCURRENT is currently "
     "attached to version v2, so you must explicitly reference that version in "
     "RemoveFromVersionId."},
    {"RemoveFromWrong", "AWSCURRENT", "v1", "v3", ErrorCode::InvalidParameter,
     "When you move staging label AWSCURRENT, if you specify RemoveFromVersionId, it must be set "
     "to the version that currently has the staging label AWSCURRENT."},
    {"RemoveFromWrongThoughTargetHolds", "AWSCURRENT", "v1", "v2", ErrorCode::InvalidParameter,
     "When you move staging label AWSCURRENT, if you specify RemoveFromVersionId, it must be set "
     "to the version that currently has the staging label AWSCURRENT."},
    {"RemoveFromOfALabelThatIsNowhere", "MINE", "v1", "v2", ErrorCode::InvalidParameter,
     "When you move staging label MINE, if you specify RemoveFromVersionId, it must be set to the "
     "version that currently has the staging label MINE."},
    {"DetachAwsCurrent", "AWSCURRENT", "v2", "", ErrorCode::InvalidParameter,
     "You can only move staging label AWSCURRENT to a different secret version. It can't be "
     "completely removed."},
    {"DetachWhatIsNotThere", "MINE", "v2", "", ErrorCode::InvalidParameter,
     "Version stage MINE not found in version v2"},
};
class RefusedMoveTest : public ::testing::TestWithParam<RefusedMove> {};

TEST_P(RefusedMoveTest, ChangesNothingAndSaysWhy) {
  const auto& [name, label, from, to, code, message] = GetParam();
  Secret secret = a_secret()
                      .with_version("v1", {kPrevious})
                      .with_version("v2", {kCurrent})
                      .with_version("v3", {})
                      .build();
  const Error error = refusal(move_label(secret, label, from, to));
  EXPECT_EQ(error.code(), code);
  EXPECT_EQ(error.message(), message);
  EXPECT_THAT(labels(secret, "v1"), ElementsAre(kPrevious));
  EXPECT_THAT(labels(secret, "v2"), ElementsAre(kCurrent));
  EXPECT_THAT(labels(secret, "v3"), IsEmpty());
}
INSTANTIATE_TEST_SUITE_P(Contract59, RefusedMoveTest, ::testing::ValuesIn(kRefusedMoves),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(LabelMovementTest, AllowsTwentyLabelsOnASecretAndNoMore) {
  Secret secret = a_secret().build();
  std::vector<std::string> names;
  for (int i = 0; i < 19; ++i) names.push_back("L" + std::to_string(i));
  Labels many{kCurrent};
  many.insert(many.end(), names.begin(), names.end());
  ASSERT_TRUE(put(secret, "v1", many));

  const Error moved = refusal(move_label(secret, "ONE-MORE", "", "v1"));
  EXPECT_EQ(moved.code(), ErrorCode::LimitExceeded);
  EXPECT_EQ(moved.message(),
            "You exceeded the maximum number of staging labels allowed on a secret.");
  // A new current version would need AWSPREVIOUS too.
  EXPECT_EQ(refusal(put(secret, "v2")).code(), ErrorCode::LimitExceeded);
  EXPECT_EQ(labels(secret, "v1"), many);
  EXPECT_THAT(labels(secret, "v2"), IsEmpty());
}

// --- Against a naive model: a map from label to version id, the rules of contract 3.2 spelled out.

struct Model {
  std::map<std::string, std::string> holder;
  std::vector<std::string> versions;

  std::string of(std::string_view label) const {
    const auto found = holder.find(std::string(label));
    return found == holder.end() ? "" : found->second;
  }
  void make_current(const std::string& id) {
    const std::string old = of(kCurrent);
    if (old == id) return;
    if (of(kPrevious) == id) holder.erase("AWSPREVIOUS");
    if (!old.empty()) holder["AWSPREVIOUS"] = old;
    holder["AWSCURRENT"] = id;
  }
  bool put(const std::string& id, const std::vector<std::string>& labels) {
    Model next = *this;
    next.versions.push_back(id);
    const bool current = of(kCurrent).empty() || std::ranges::count(labels, "AWSCURRENT") > 0;
    if (current) {
      next.make_current(id);
      next.holder.erase("AWSPENDING");
    }
    for (const auto& label : labels) next.holder[label] = id;
    if (next.holder.size() > 20) return false;
    *this = next;
    return true;
  }
  bool move(const std::string& label, const std::string& from, const std::string& to) {
    const std::string now = of(label);
    if (from.empty() && to.empty()) return false;
    if (to.empty()) {
      if (label == "AWSCURRENT" || now != from) return false;
      holder.erase(label);
      return true;
    }
    if (now == to && (from.empty() || from == to)) return true;
    if (now != from) return false;
    Model next = *this;
    if (label == "AWSCURRENT") next.make_current(to);
    next.holder[label] = to;
    if (next.holder.size() > 20) return false;
    *this = next;
    return true;
  }
};

void require_equal(const Secret& secret, const Model& model) {
  std::map<std::string, std::string> holder;
  for (const Version& version : secret.versions) {
    for (const std::string_view label : version.labels.list()) {
      RC_ASSERT(holder.emplace(label, version.id).second);  // never two versions with one label
    }
  }
  RC_ASSERT(holder == model.holder);
  RC_ASSERT(secret.versions.empty() || holder.contains("AWSCURRENT"));
  RC_ASSERT(holder.size() <= 20u);
}

std::vector<std::string> random_labels() {
  std::vector<std::string> all{"AWSCURRENT", "AWSPREVIOUS", "AWSPENDING"};
  for (int i = 0; i < 24; ++i) all.push_back("L" + std::to_string(i));
  const auto size = *rc::gen::inRange<std::size_t>(1, 8);
  return *rc::gen::unique<std::vector<std::string>>(size, rc::gen::elementOf(all));
}

void put_or_refuse(Secret& secret, Model& model) {
  const auto labels = random_labels();
  const Labels views(labels.begin(), labels.end());
  const std::string id = "v" + std::to_string(model.versions.size());
  const Secret before = secret;
  const bool done = put(secret, id, views).has_value();
  RC_ASSERT(done == model.put(id, labels));
  if (!done) secret = before;  // the operation gives up its copy
}

void move_or_refuse(Secret& secret, Model& model) {
  const auto some_version = [&]() -> std::string {
    return model.versions.empty() || *rc::gen::inRange(0, 4) == 0
               ? ""
               : *rc::gen::elementOf(model.versions);
  };
  const std::string label = random_labels().front();
  const std::string from = *rc::gen::inRange(0, 2) == 0 ? model.of(label) : some_version();
  const std::string to = some_version();
  RC_ASSERT(move_label(secret, label, from, to).has_value() == model.move(label, from, to));
}

TEST(LabelMovementTest, AgreesWithANaiveModelUnderRandomOperations) {
  EXPECT_TRUE(rc::check([] {
    Secret secret = a_secret().build();
    Model model;
    const int steps = *rc::gen::inRange(1, 40);
    for (int i = 0; i < steps; ++i) {
      *rc::gen::inRange(0, 3) == 0 ? put_or_refuse(secret, model) : move_or_refuse(secret, model);
      require_equal(secret, model);
    }
  }));
}

}  // namespace
}  // namespace strongroom::secrets
