#include "policy/case_fold.h"

#include <gtest/gtest.h>

namespace strongroom::policy {
namespace {

TEST(CaseFoldTest, FoldsByUnicodesSimpleRules) {
  EXPECT_EQ(case_folded("AbZ@[09"), "abz@[09");
  EXPECT_EQ(case_folded("ÄÖÜ ß ẞ"), "äöü ß ß");
  EXPECT_EQ(case_folded("ΑΒΓ ς"), "αβγ σ");
  EXPECT_EQ(case_folded("ДОМ"), "дом");
  EXPECT_EQ(case_folded("\u212a"), "k") << "the Kelvin sign";
  EXPECT_EQ(case_folded("\U00010400"), "\U00010428") << "Deseret";
  EXPECT_EQ(case_folded("\u0100\u0101\u0102"), "\u0101\u0101\u0103") << "every second one";
  EXPECT_EQ(case_folded("\u0130"), "\u0130") << "folds to two, so not at all";
  EXPECT_EQ(case_folded("東京"), "東京");
}

TEST(CaseFoldTest, KeepsWhatIsNoUtf8) {
  EXPECT_EQ(case_folded("A\xff"
                        "B\xc3"),
            "a\xff"
            "b\xc3");
}

TEST(CaseFoldTest, ComparesWithAFoldedText) {
  EXPECT_TRUE(equals_folded("Team", "team"));
  EXPECT_FALSE(equals_folded("Teams", "team"));
  EXPECT_FALSE(equals_folded("Tea", "team"));
  EXPECT_TRUE(equals_folded("GRÖSSE", "grösse"));
  EXPECT_FALSE(equals_folded("GRÖSSE", "grösser"));
}

}  // namespace
}  // namespace strongroom::policy
