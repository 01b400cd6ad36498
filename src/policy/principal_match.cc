#include "policy/principal_match.h"

#include "base/arn.h"

#include <algorithm>
#include <utility>

namespace strongroom::policy {
namespace {

using Kind = Caller::Kind;

bool contains(const std::vector<std::string>& list, std::string_view text) {
  return !text.empty() && std::ranges::find(list, text) != list.end();
}

bool has_parent(const Caller& caller) {
  return caller.kind == Kind::RoleSession || caller.kind == Kind::FederatedSession;
}

}  // namespace

PrincipalSet PrincipalSet::compile(const NamedPrincipals& named,
                                   const PrincipalResolver& unique_id_of) {
  PrincipalSet set;
  set.negated_ = named.negated;
  set.everyone_ = named.everyone;
  set.services_ = named.services;
  set.providers_ = named.federated;
  for (const std::string& text : named.aws) set.add_aws(text, unique_id_of);
  return set;
}

void PrincipalSet::add_aws(const std::string& text, const PrincipalResolver& unique_id_of) {
  const auto arn = parse_arn(text);
  if (!arn) {
    (is_account_id(text) ? accounts_ : unique_ids_).push_back(text);
  } else if (arn->resource == "root") {
    accounts_.emplace_back(arn->account);
  } else if (arn->resource.starts_with("federated-user/")) {
    sessions_.push_back({.arn = text, .role_id = {}});
  } else if (arn->service == "sts") {
    std::string id = unique_id_of ? unique_id_of(text) : std::string();
    if (!unique_id_of || !id.empty()) sessions_.push_back({.arn = text, .role_id = std::move(id)});
  } else if (!unique_id_of) {
    arns_.push_back(text);
  } else if (std::string id = unique_id_of(text); !id.empty()) {
    unique_ids_.push_back(std::move(id));
  }
}

bool PrincipalSet::names_account_of(const Caller& caller) const {
  return contains(accounts_, caller.account);
}

bool PrincipalSet::names_user_or_role(const Caller& caller) const {
  const std::string& arn = has_parent(caller) ? caller.parent_arn : caller.arn;
  return contains(unique_ids_, caller.unique_id) || contains(arns_, arn);
}

bool PrincipalSet::names_session(const Caller& caller) const {
  return std::ranges::any_of(sessions_, [&](const Session& session) {
    return session.arn == caller.arn &&
           (session.role_id.empty() || session.role_id == caller.unique_id);
  });
}

bool PrincipalSet::names_itself(const Caller& caller) const {
  switch (caller.kind) {
    case Kind::User:
      return names_user_or_role(caller);
    case Kind::RoleSession:
    case Kind::FederatedSession:
      return names_session(caller);
    case Kind::Service:
      return contains(services_, caller.service) ||
             std::ranges::any_of(caller.service_names, [&](const std::string& name) {
               return contains(services_, name);
             });
    case Kind::WebIdentity:
      return contains(providers_, caller.federated_provider);
    case Kind::Root:
    case Kind::Anonymous:
      break;
  }
  return false;
}

PrincipalMatch PrincipalSet::match(const Caller& caller) const {
  if (everyone_ || names_itself(caller)) return PrincipalMatch::Direct;
  if (has_parent(caller) && names_user_or_role(caller)) return PrincipalMatch::Parent;
  return names_account_of(caller) ? PrincipalMatch::Account : PrincipalMatch::None;
}

bool PrincipalSet::exempts(const Caller& caller) const {
  if (everyone_) return true;
  switch (caller.kind) {
    case Kind::Root:
      return names_account_of(caller);
    case Kind::User:
      return names_account_of(caller) && names_itself(caller);
    case Kind::RoleSession:
    case Kind::FederatedSession:
      return names_account_of(caller) && names_itself(caller) && names_user_or_role(caller);
    case Kind::Service:
    case Kind::WebIdentity:
      return names_itself(caller);
    case Kind::Anonymous:
      break;
  }
  return false;
}

}  // namespace strongroom::policy
