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

  /// The same as IAM tells it apart (policy contract 1.1); problem_text.h has its texts.
  enum class Detail : std::uint8_t {
    None,
    LegacyParsing,
    OldVersion,
    MissingActions,
    MissingResources,
    ActionWithoutVendor,
    ActionWithManyColons,
    ActionVendor,
    ResourceVendor,
    ResourceRegion,
    IamResourceRegion,
    IamResourcePath,
    RepeatedSid,
    ProhibitedResource,
    TrustActions,
  };

  Kind kind = Kind::Syntax;
  std::string where;  ///< `Statement[1].Condition.Bool`; empty for the document as a whole.
  std::string what;   ///< In plain words.
  Detail detail = Detail::None;
  std::string subject = {};       ///< The principal, vendor or resource that is wrong; else empty.
  std::string subject_type = {};  ///< Of a principal: "AWS", "Service", "Federated"...
  std::uint32_t line = 0;         ///< From 1; 0 when only `where` is known.
  std::uint32_t column = 0;       ///< From 1, in code points.

  /// The same, seen from the element around it.
  Problem inside(const std::string& outer) && {
    where = where.empty() ? outer : outer + "." + where;
    return std::move(*this);
  }
};

inline Problem syntax_problem(std::string where, std::string what) {
  return {.kind = Problem::Kind::Syntax, .where = std::move(where), .what = std::move(what)};
}

inline Problem syntax_problem(std::string where, std::string what, Problem::Detail detail,
                              std::string subject = {}) {
  return {.kind = Problem::Kind::Syntax,
          .where = std::move(where),
          .what = std::move(what),
          .detail = detail,
          .subject = std::move(subject)};
}

}  // namespace strongroom::policy
