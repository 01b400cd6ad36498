#include "kms/key_state.h"

#include <gtest/gtest.h>

#include <string>

namespace strongroom::kms {
namespace {

struct Row {
  const char* name;
  StateRule rule;
  const char* expected;  ///< Per state: + or the letter of kms contract 4.3.
};

// Kms contract 4.1; columns: Enabled, Disabled, PendingDeletion, PendingImport,
// PendingReplicaDeletion.
constexpr Row kRows[] = {
    {"Use", StateRule::Use, "+ABDB"},
    {"Switch", StateRule::Switch, "++BDB"},
    {"Manage", StateRule::Manage, "++B+B"},
    {"CancelDeletion", StateRule::CancelDeletion, "CC+C+"},
    {"Rotation", StateRule::Rotation, "+ABFB"},
    {"RotateNow", StateRule::RotateNow, "+ABDB"},
};

std::string letter_of(const Result<void>& checked) {
  if (checked) return "+";
  const std::string& text = checked.error().message();
  if (text == "arn is disabled.") return "A";
  if (text == "arn is pending deletion.") return "B";
  if (text == "arn is not pending deletion.") return "C";
  if (text == "arn is pending import.") return "D";
  return text == "arn origin is EXTERNAL which is not valid for this operation." ? "F" : text;
}

TEST(KeyStateTest, AllowsWhatTheContractSays) {
  for (const Row& row : kRows) {
    std::string found;
    for (const KeyState state : {KeyState::Enabled, KeyState::Disabled, KeyState::PendingDeletion,
                                 KeyState::PendingImport, KeyState::PendingReplicaDeletion}) {
      Key key;
      key.arn = "arn";
      key.state = state;
      key.origin = state == KeyState::PendingImport ? "EXTERNAL" : "AWS_KMS";
      found += letter_of(check_state(key, row.rule));
    }
    EXPECT_EQ(found, row.expected) << row.name;
  }
}

}  // namespace
}  // namespace strongroom::kms
