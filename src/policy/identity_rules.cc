#include "policy/identity_rules.h"

#include "policy/resource_pattern.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace strongroom::policy {
namespace {

using Detail = Problem::Detail;

constexpr std::array<std::string_view, 13> kIamPaths = {
    "user/",
    "federated-user/",
    "role/",
    "group/",
    "instance-profile/",
    "mfa/",
    "server-certificate/",
    "policy/",
    "sms-mfa/",
    "saml-provider/",
    "oidc-provider/",
    "report/",
    "access-report/",
};

// The n-th part of an ARN's pattern, as far as it is there.
std::string_view part(std::string_view text, int index) {
  for (; index > 0; --index) {
    const std::size_t colon = text.find(':');
    if (colon == text.npos) return {};
    text.remove_prefix(colon + 1);
  }
  return text.substr(0, text.find(':'));
}

bool is_iam_path(std::string_view resource) {
  return resource == "*" || resource == "root" ||
         std::ranges::any_of(kIamPaths, [&](std::string_view path) {
           return resource.starts_with(path) ||
                  (resource.ends_with('*') &&
                   path.starts_with(resource.substr(0, resource.size() - 1)));
         });
}

Problem resource_problem(const std::string& text, Detail detail, std::string what) {
  return syntax_problem("Resource", std::move(what), detail, text);
}

std::optional<Problem> problem_of_resource(const std::string& text) {
  if (text.starts_with('*')) return std::nullopt;
  const std::string_view service = part(text, 2);
  const std::string_view region = part(text, 3);
  // `arn:aws:*` alone is the short form of everything.
  const bool short_form = !split_arn(text);
  if (!short_form && service.find_first_of("*?") != service.npos) {
    return resource_problem(text, Detail::ResourceVendor, "names no one service");
  }
  if (short_form || region.empty() || region == "*") return std::nullopt;
  if (service == "s3") {
    return resource_problem(text, Detail::ResourceRegion, "names a Region");
  }
  if (service == "iam") {
    return resource_problem(text, Detail::IamResourceRegion, "names a Region");
  }
  return std::nullopt;
}

std::optional<Problem> problem_of_iam_resource(const std::string& text) {
  const auto split = text.starts_with("arn:") ? split_arn(text) : std::nullopt;
  if (!split || part(text, 2) != "iam" || is_iam_path(split->resource)) return std::nullopt;
  return resource_problem(text, Detail::IamResourcePath, "is no path of IAM");
}

}  // namespace

std::optional<Problem> identity_problem(const Statement& statement) {
  if (!statement.principals.absent()) {
    return syntax_problem(statement.principals.negated ? "NotPrincipal" : "Principal",
                          "is for policies of resources");
  }
  if (statement.resources.patterns.empty()) {
    return syntax_problem("Resource", "is missing", Detail::MissingResources);
  }
  for (const std::string& text : statement.resources.patterns) {
    auto problem = problem_of_resource(text);
    if (!problem) problem = problem_of_iam_resource(text);
    if (!problem) continue;
    if (statement.resources.negated) problem->where = "NotResource";
    return problem;
  }
  return std::nullopt;
}

}  // namespace strongroom::policy
