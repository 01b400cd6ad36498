#pragma once

#include "policy/condition_context.h"
#include "policy/condition_key.h"
#include "policy/document.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::policy {

/// `${key}` or `${key, 'default'}` of a policy of 2012 (policy contract 3).
struct Variable {
  ConditionKeyName key;
  std::optional<std::string> fallback;
};

/// A text of a policy in which variables may stand. Immutable.
class Template {
 public:
  enum class Wildcards : std::uint8_t {
    Literal,  ///< The text is compared as it is.
    Active,   ///< It is an encoded pattern (glob.h).
  };

  /// `text` of a document of `version`; only those of 2012 have variables. `${*}`, `${?}` and
  /// `${$}` stand for the character itself.
  static Template parse(std::string_view text, DocumentVersion version, Wildcards wildcards);

  bool fixed() const { return pieces_.empty(); }
  /// The text when it is fixed.
  std::string_view text() const { return tail_; }

  /// The text with the values of its variables, which are literal even in a pattern; nothing when
  /// one has neither value nor default, or when all of it is too long to match anything. Uses
  /// `buffer` only when the text is not fixed.
  std::optional<std::string_view> resolve(ConditionContext& context, std::string& buffer) const;

 private:
  struct Piece {
    std::string before;
    Variable variable;
  };

  void add_literal(std::string_view text);
  void add_variable(std::string_view inside);

  Wildcards wildcards_ = Wildcards::Literal;
  std::vector<Piece> pieces_;
  std::string tail_;  // what follows the last variable
};

/// The variables of a text, as they are written, without defaults.
std::vector<std::string_view> variable_names(std::string_view text);

}  // namespace strongroom::policy
