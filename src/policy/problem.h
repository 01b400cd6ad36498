#pragma once

#include <cstdint>
#include <string>
#include <utility>

namespace strongroom::policy {

/// Why a policy can't be accepted. Each service has its own texts for the kinds.
struct Problem {
  enum class Kind : std::uint8_t {
    NotJson,           ///< No strict JSON at all.
    Version,           ///< A Version that does not exist.
    Syntax,            ///< An element that is missing, unknown, or not of its form.
    Principal,         ///< A principal of a form that no principal has.
    ServicePrincipal,  ///< The same in `Service`.
  };

  Kind kind = Kind::Syntax;
  std::string where;  ///< `Statement[1].Condition.Bool`; empty for the document as a whole.
  std::string what;   ///< In plain words.

  /// The same, seen from the element around it.
  Problem inside(const std::string& outer) && {
    where = where.empty() ? outer : outer + "." + where;
    return std::move(*this);
  }
};

inline Problem syntax_problem(std::string where, std::string what) {
  return {.kind = Problem::Kind::Syntax, .where = std::move(where), .what = std::move(what)};
}

}  // namespace strongroom::policy
