#include "base/encoding.h"
#include "policy/case_fold.h"
#include "policy/value_test.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace strongroom::policy {
namespace {

// Bool: a text other than these never matches.
class BoolTest final : public ValueTest {
 public:
  explicit BoolTest(const Condition& condition) {
    for (const std::string& text : condition.values) {
      wants_true_ = wants_true_ || equals_folded(text, "true");
      wants_false_ = wants_false_ || equals_folded(text, "false");
    }
  }

  bool matches(std::string_view value, ConditionContext&) const override {
    return (wants_true_ && equals_folded(value, "true")) ||
           (wants_false_ && equals_folded(value, "false"));
  }

 private:
  bool wants_true_ = false;
  bool wants_false_ = false;
};

std::optional<Bytes> decoded(std::string_view base64) {
  Bytes bytes(base64_decoded_bound(base64.size()));
  const auto filled = decode_base64(base64, bytes);
  if (!filled) return std::nullopt;
  bytes.resize(filled->size());
  return bytes;
}

class BinaryTest final : public ValueTest {
 public:
  explicit BinaryTest(const Condition& condition) {
    for (const std::string& text : condition.values) {
      if (auto bytes = decoded(text)) wanted_.push_back(*std::move(bytes));
    }
  }

  bool matches(std::string_view value, ConditionContext&) const override {
    const auto bytes = decoded(value);
    return bytes && std::ranges::find(wanted_, *bytes) != wanted_.end();
  }

 private:
  std::vector<Bytes> wanted_;
};

}  // namespace

ValueTestPtr make_bool_test(const Condition& condition) {
  return std::make_unique<BoolTest>(condition);
}

ValueTestPtr make_binary_test(const Condition& condition) {
  return std::make_unique<BinaryTest>(condition);
}

}  // namespace strongroom::policy
