#pragma once

#include "base/arena.h"
#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

/// application/x-www-form-urlencoded, and the tree that the dots in its names make:
/// `Tags.member.1.Key=a`.
namespace strongroom::wire {

/// More parameters than that are refused. The largest calls (simulations of a few hundred actions)
/// have some hundred.
inline constexpr std::size_t kMostParameters = 4096;

struct Parameter {
  std::string_view name;
  std::string_view value;
};

/// Takes `name=value&...` apart, with '+' as blank and percent escapes resolved, sorted by name.
/// Serialization errors: a bad escape, what is not UTF-8, a NUL, too many parameters, and a name
/// that comes twice, since those who read one request must not disagree about what it says. The
/// result lives in `arena`; `form` is not needed afterwards.
Result<std::span<const Parameter>> parse_form(std::string_view form, Arena& arena);

/// What says which operation is meant; nullopt what is missing.
struct ActionParameters {
  std::optional<std::string_view> action;
  std::optional<std::string_view> version;
};

/// Finds them without reading the values of others. Errors and lifetimes as above.
Result<ActionParameters> find_action(std::string_view form, Arena& arena);

/// A place in the tree: the parameter of exactly this name and those whose names go on after a dot.
/// A view of what `parse_form` returned.
class FormNode {
 public:
  FormNode() = default;
  /// The root, which has no name.
  explicit FormNode(std::span<const Parameter> sorted) : below_(sorted) {}

  /// The place one name further down; empty when the form says nothing about it.
  FormNode member(std::string_view name) const;
  /// The places `1`, `2`, ... below this one, ordered by number, gaps closed; in `arena`. Nothing
  /// when something below has no number, or one written in another way than the usual.
  std::optional<std::span<const FormNode>> numbered(Arena& arena) const;

  bool has_value() const { return self_ != nullptr; }
  std::string_view value() const { return self_->value; }
  bool has_members() const { return !below_.empty(); }

 private:
  std::string_view rest_of(const Parameter& parameter) const {
    return parameter.name.substr(prefix_);
  }

  const Parameter* self_ = nullptr;
  std::span<const Parameter> below_;
  std::size_t prefix_ = 0;    ///< How much of the names below leads here, with the dot.
  std::uint32_t number_ = 0;  ///< Of an element of a list.
};

}  // namespace strongroom::wire
