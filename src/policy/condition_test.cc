#include "policy/condition.h"

#include "policy/condition_value.h"

#include <gtest/gtest.h>

namespace strongroom::policy {
namespace {

using Family = ConditionOperator::Family;
using Comparison = ConditionOperator::Comparison;
using Set = ConditionOperator::Set;

TEST(ConditionOperatorTest, IsTakenApart) {
  EXPECT_EQ(parse_condition_operator("StringEquals"),
            (ConditionOperator{Family::String, Comparison::Equals, false, false, Set::One}));
  EXPECT_EQ(parse_condition_operator("ForAllValues:StringNotLikeIfExists"),
            (ConditionOperator{Family::String, Comparison::Like, true, true, Set::ForAllValues}));
  EXPECT_EQ(parse_condition_operator("ForAnyValue:DateGreaterThanEquals"),
            (ConditionOperator{Family::Date, Comparison::GreaterThanEquals, false, false,
                               Set::ForAnyValue}));
  EXPECT_EQ(parse_condition_operator("ArnEquals"), parse_condition_operator("ArnLike"));
}

TEST(ConditionOperatorTest, RefusesNamesThatDoNotExist) {
  for (const char* name :
       {"", "stringequals", "StringEqual", "StringEqualsIfExistsIfExists", "IfExists",
        "ForAllValues:", "forallvalues:StringEquals", "ForAllValues:ForAnyValue:StringEquals",
        "NullIfExists", "ForAnyValue:Null", "BinaryNotEquals", "IpAddressLike"}) {
    EXPECT_FALSE(parse_condition_operator(name)) << name;
  }
}

TEST(ConditionValueTest, HasTheFormThatItsOperatorCompares) {
  EXPECT_TRUE(has_form_for(Family::Numeric, "-1.5e3"));
  EXPECT_TRUE(has_form_for(Family::Date, "2024"));
  EXPECT_TRUE(has_form_for(Family::Date, "2024-02-29"));
  EXPECT_TRUE(has_form_for(Family::Date, "2024-02-29T23:59Z"));
  EXPECT_TRUE(has_form_for(Family::Date, "2024-02-29T23:59:59.123+01:00"));
  EXPECT_TRUE(has_form_for(Family::Date, "1700000000"));
  EXPECT_TRUE(has_form_for(Family::Binary, "AAEC"));
  EXPECT_TRUE(has_form_for(Family::Ip, "203.0.113.0/24"));
  EXPECT_TRUE(has_form_for(Family::Ip, "2001:db8::1"));
  EXPECT_TRUE(has_form_for(Family::Null, "true"));
  EXPECT_TRUE(has_form_for(Family::String, ""));
}

TEST(ConditionValueTest, IsRefusedInAnyOtherForm) {
  for (const char* text : {"", "one", "1.", "1e", "--1", "1 "}) {
    EXPECT_FALSE(has_form_for(Family::Numeric, text)) << text;
  }
  for (const char* text : {"", "24-01", "2024-13", "2023-02-29", "2024-1-1", "2024-01-01T24:00Z",
                           "2024-01-01T10:00", "2024-01-01T10Z", "2024-01-01T10:00:00.Z",
                           "2024-01T10:00Z", "yesterday", "2024-01-01T10:00:00Zjunk"}) {
    EXPECT_FALSE(has_form_for(Family::Date, text)) << text;
  }
  for (const char* text : {"", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/", "10.0.0.0/x", "::/129",
                           "10.0.0.0/8/8", "1.2.3.4/ 8", "host"}) {
    EXPECT_FALSE(has_form_for(Family::Ip, text)) << text;
  }
  EXPECT_FALSE(has_form_for(Family::Null, "TRUE"));
  EXPECT_FALSE(has_form_for(Family::Binary, "A"));
}

}  // namespace
}  // namespace strongroom::policy
