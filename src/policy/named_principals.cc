#include "policy/named_principals.h"

#include "base/arn.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace strongroom::policy {
namespace {

bool has_name_behind(std::string_view resource, std::string_view prefix) {
  return resource.starts_with(prefix) && resource.size() > prefix.size();
}

// The unique id of a user or role: also what a policy shows of one that was deleted.
bool is_unique_id(std::string_view text) {
  return (text.starts_with("AIDA") || text.starts_with("AROA")) && text.size() >= 16 &&
         text.size() <= 128 && std::ranges::all_of(text, [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
         });
}

bool is_aws_principal(std::string_view text) {
  if (text.contains('*') || text.contains('?')) return false;
  if (is_account_id(text) || is_unique_id(text)) return true;
  const auto arn = parse_arn(text);
  if (!arn || arn->partition.empty() || !arn->region.empty() || !is_account_id(arn->account)) {
    return false;
  }
  const std::string_view resource = arn->resource;
  if (arn->service == "iam") {
    return resource == "root" || has_name_behind(resource, "user/") ||
           has_name_behind(resource, "role/");
  }
  if (arn->service != "sts") return false;
  const std::size_t slash = resource.rfind('/');
  return has_name_behind(resource, "federated-user/") ||
         (has_name_behind(resource, "assumed-role/") && slash + 1 < resource.size() &&
          slash > std::string_view("assumed-role/").size());
}

// `lambda.amazonaws.com`, `lambda.eu-west-1.amazonaws.com`, `lambda.amazonaws.com.cn`
bool is_service_principal(std::string_view text) {
  const bool ours = text.ends_with(".amazonaws.com") || text.ends_with(".amazonaws.com.cn") ||
                    text.ends_with(".amazon.com") || text.ends_with(".aws.internal");
  return ours && !text.starts_with('.') && std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
         });
}

bool is_any_name(std::string_view text) { return !text.empty() && text != "*"; }

struct PrincipalType {
  std::string_view name;
  std::vector<std::string> NamedPrincipals::* list;
  bool (*is_such)(std::string_view);
  Problem::Kind otherwise;
};

constexpr PrincipalType kTypes[] = {
    {"AWS", &NamedPrincipals::aws, &is_aws_principal, Problem::Kind::Principal},
    {"Service", &NamedPrincipals::services, &is_service_principal, Problem::Kind::ServicePrincipal},
    {"Federated", &NamedPrincipals::federated, &is_any_name, Problem::Kind::Principal},
    {"CanonicalUser", &NamedPrincipals::canonical_users, &is_any_name, Problem::Kind::Principal},
};

std::expected<void, Problem> add(const PrincipalType& type, const Json& value,
                                 NamedPrincipals& named) {
  if (value.kind != Json::Kind::String) {
    return std::unexpected(syntax_problem(std::string(type.name), "must hold texts"));
  }
  if (type.name == "AWS" && value.text == "*") {
    named.everyone = true;
  } else if (type.is_such(value.text)) {
    (named.*type.list).push_back(value.text);
  } else {
    return std::unexpected(Problem{.kind = type.otherwise,
                                   .where = std::string(type.name),
                                   .what = "'" + value.text + "' is not such a principal",
                                   .subject = value.text,
                                   .subject_type = std::string(type.name)});
  }
  return {};
}

}  // namespace

std::expected<NamedPrincipals, Problem> parse_principals(const Json& element) {
  NamedPrincipals named;
  if (element.kind == Json::Kind::String) {
    if (element.text != "*") return std::unexpected(syntax_problem("", "must be * or an object"));
    named.everyone = true;
    return named;
  }
  if (element.kind != Json::Kind::Object || element.members.empty()) {
    return std::unexpected(syntax_problem("", "must be * or name principals"));
  }
  for (const auto& [name, value] : element.members) {
    const auto* type = std::ranges::find(kTypes, name, &PrincipalType::name);
    if (type == std::end(kTypes)) {
      return std::unexpected(syntax_problem(name, "is not a kind of principal"));
    }
    if (value.kind != Json::Kind::Array) {
      if (auto added = add(*type, value, named); !added) return std::unexpected(added.error());
      continue;
    }
    if (value.items.empty()) return std::unexpected(syntax_problem(name, "is empty"));
    for (const Json& item : value.items) {
      if (auto added = add(*type, item, named); !added) return std::unexpected(added.error());
    }
  }
  return named;
}

}  // namespace strongroom::policy
