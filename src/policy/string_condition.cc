#include "policy/case_fold.h"
#include "policy/glob.h"
#include "policy/template.h"
#include "policy/value_test.h"

#include <algorithm>
#include <string>
#include <vector>

namespace strongroom::policy {
namespace {

using Comparison = ConditionOperator::Comparison;

bool compare(Comparison comparison, std::string_view value, std::string_view wanted, bool folded) {
  switch (comparison) {
    case Comparison::Like:
      return glob_matches(wanted, value);
    case Comparison::EqualsIgnoreCase:
      return folded ? equals_folded(value, wanted) : equals_folded(value, case_folded(wanted));
    default:
      return value == wanted;
  }
}

class StringTest final : public ValueTest {
 public:
  StringTest(const Condition& condition, DocumentVersion version)
      : comparison_(condition.op.comparison) {
    const auto wildcards = comparison_ == Comparison::Like ? Template::Wildcards::Active
                                                           : Template::Wildcards::Literal;
    for (const std::string& value : condition.values) {
      auto wanted = Template::parse(value, version, wildcards);
      // Folded once where nothing is to be filled in.
      const bool fold = comparison_ == Comparison::EqualsIgnoreCase && wanted.fixed();
      if (fold) {
        wanted = Template::parse(case_folded(wanted.text()), DocumentVersion::V2008, wildcards);
      }
      wanted_.push_back(std::move(wanted));
    }
  }

  bool matches(std::string_view value, ConditionContext& context) const override {
    std::string buffer;
    return std::ranges::any_of(wanted_, [&](const Template& wanted) {
      const auto text = wanted.resolve(context, buffer);
      return text && compare(comparison_, value, *text, wanted.fixed());
    });
  }

 private:
  Comparison comparison_;
  std::vector<Template> wanted_;
};

}  // namespace

ValueTestPtr make_string_test(const Condition& condition, DocumentVersion version) {
  return std::make_unique<StringTest>(condition, version);
}

}  // namespace strongroom::policy
