#include "policy/problem_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace strongroom::policy {
namespace {

using Detail = Problem::Detail;

std::string upper_case(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return text;
}

}  // namespace

std::string iam_problem_text(const Problem& problem) {
  if (problem.kind == Problem::Kind::NotJson) return "This policy contains invalid Json";
  if (!problem.subject_type.empty()) {
    return fmt::format("Invalid principal in policy: \"{}\":\"{}\"",
                       upper_case(problem.subject_type), problem.subject);
  }
  switch (problem.detail) {
    case Detail::None:
      break;
    case Detail::LegacyParsing:
      return "The policy failed legacy parsing";
    case Detail::OldVersion:
      return "Policy document must be version 2012-10-17 or greater.";
    case Detail::MissingActions:
      return "Policy statement must contain actions.";
    case Detail::MissingResources:
      return "Policy statement must contain resources.";
    case Detail::ActionWithoutVendor:
      return "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
    case Detail::ActionWithManyColons:
      return "Actions/Condition can contain only one colon.";
    case Detail::ActionVendor:
      return fmt::format("Vendor {} is not valid", problem.subject);
    case Detail::ResourceVendor:
      return "Resource vendor must be fully qualified and cannot contain regexes.";
    case Detail::ResourceRegion:
      return fmt::format("Resource {} can not contain region information.", problem.subject);
    case Detail::IamResourceRegion:
      return fmt::format("IAM resource {} cannot contain region information.", problem.subject);
    case Detail::IamResourcePath:
      return "IAM resource path must either be \"*\" or start with user/, federated-user/, role/, "
             "group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, "
             "saml-provider/, oidc-provider/, report/, access-report/.";
    case Detail::RepeatedSid:
      return "Statement IDs (SID) in a single policy must be unique.";
    case Detail::ProhibitedResource:
      return "Has prohibited field Resource";
    case Detail::TrustActions:
      return "AssumeRole policy may only specify STS AssumeRole actions.";
  }
  return "Syntax errors in policy.";
}

}  // namespace strongroom::policy
