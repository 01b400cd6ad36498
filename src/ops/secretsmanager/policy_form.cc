#include "ops/secretsmanager/policy_form.h"

namespace strongroom::ops::secretsmanager {
namespace {

std::string_view text_of(policy::Problem::Kind kind) {
  switch (kind) {
    case policy::Problem::Kind::NotJson:
    case policy::Problem::Kind::Version:
      return "This policy has invalid syntax.";
    case policy::Problem::Kind::Syntax:
      return "This resource policy contains a syntax error.";
    case policy::Problem::Kind::Principal:
      return kUnsupportedPrincipal;
    case policy::Problem::Kind::ServicePrincipal:
      return "This resource policy contains an unsupported service principal.";
  }
  return "";
}

}  // namespace

Error policy_error(const policy::Problem& problem) {
  return {ErrorCode::MalformedPolicyDocument, std::string(text_of(problem.kind))};
}

}  // namespace strongroom::ops::secretsmanager
