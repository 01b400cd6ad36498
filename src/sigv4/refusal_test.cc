#include "sigv4/refusal.h"

#include <gtest/gtest.h>

namespace strongroom::sigv4 {
namespace {

TEST(RefusalTest, QuotesNothingThatIsNotPrintable) {
  EXPECT_EQ(quotable("eu-west-1"), "eu-west-1");
  EXPECT_EQ(quotable("a\xff\n\x7f"
                     "b"),
            "a???b");
}

TEST(RefusalTest, QuotesNothingAsLongAsASignature) {
  EXPECT_EQ(quotable(std::string(64, 'a')).size(), 48U);
}

}  // namespace
}  // namespace strongroom::sigv4
