#include "policy/context_keys.h"

#include "policy/case_fold.h"
#include "policy/condition_context.h"
#include "policy/template.h"

#include <algorithm>
#include <map>

namespace strongroom::policy {
namespace {

using Family = ConditionOperator::Family;

class KeyCollector {
 public:
  void add(const Document& document) {
    for (const Statement& statement : document.statements) {
      const bool variables = document.version == DocumentVersion::V2012;
      for (const Condition& condition : statement.conditions) {
        add_key(condition.key);
        const bool expands =
            condition.op.family == Family::String || condition.op.family == Family::Arn;
        if (variables && expands) add_variables(condition.values);
      }
      if (variables) add_variables(statement.resources.patterns);
    }
  }

  std::vector<std::string> keys() const {
    std::vector<std::string> keys;
    for (const auto& [folded, written] : keys_) keys.push_back(written);
    return keys;
  }

 private:
  void add_key(std::string_view key) { keys_.emplace(case_folded(key), key); }
  void add_variables(const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
      for (const std::string_view name : variable_names(text)) add_key(name);
    }
  }

  std::map<std::string, std::string> keys_;  // as first written, by the folded name
};

}  // namespace

std::vector<std::string> context_keys(const Document& document) {
  return context_keys(std::span(&document, 1));
}

std::vector<std::string> context_keys(std::span<const Document> documents) {
  KeyCollector collector;
  for (const Document& document : documents) collector.add(document);
  return collector.keys();
}

std::vector<std::string> missing_context_keys(std::span<const std::string> keys,
                                              const AccessRequest& request, const Caller& caller,
                                              const Environment& environment) {
  ConditionContext context(request, caller, environment);
  std::vector<std::string> missing;
  std::ranges::copy_if(keys, std::back_inserter(missing), [&](const std::string& key) {
    const ContextValue value = context.find(parse_condition_key(key));
    return !value.present() && !value.is_ambiguous();
  });
  return missing;
}

}  // namespace strongroom::policy
