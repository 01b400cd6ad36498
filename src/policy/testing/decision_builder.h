#pragma once

#include "policy/evaluate.h"

#include <chrono>
#include <initializer_list>
#include <list>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strongroom::policy::testing {

inline const std::string kAccountA = "111111111111";
inline const std::string kAccountB = "222222222222";
inline const std::string kSecret =
    "arn:aws:secretsmanager:us-east-1:111111111111:secret:app/db-AbCdEf";
inline const std::string kGet = "secretsmanager:GetSecretValue";

/// A statement about `action` on `resource`, with `more` elements such as a Condition.
inline std::string statement(std::string_view effect, std::string_view action,
                             std::string_view resource, std::string_view more = {}) {
  std::string text = R"({"Effect":")" + std::string(effect) + R"(","Action":")" +
                     std::string(action) + R"(","Resource":")" + std::string(resource) + '"';
  if (!more.empty()) text += "," + std::string(more);
  return text + "}";
}
inline std::string allow(std::string_view action, std::string_view resource,
                         std::string_view more = {}) {
  return statement("Allow", action, resource, more);
}
inline std::string deny(std::string_view action, std::string_view resource,
                        std::string_view more = {}) {
  return statement("Deny", action, resource, more);
}
/// `{"AWS":"..."}` as the element Principal.
inline std::string to(std::string_view arn) {
  return R"("Principal":{"AWS":")" + std::string(arn) + R"("})";
}
inline std::string when(std::string_view conditions) {
  return R"("Condition":)" + std::string(conditions);
}

inline std::string document(std::string_view statements, std::string_view version = "2012-10-17") {
  return R"({"Version":")" + std::string(version) + R"(","Statement":[)" + std::string(statements) +
         "]}";
}

/// A policy that is known to be sound.
inline PolicyPtr compiled(std::string_view text, PolicyKind kind = PolicyKind::Session,
                          const PrincipalResolver& unique_id_of = {}) {
  auto policy = compile_policy(text, kind, "policy", unique_id_of);
  if (!policy) {
    throw std::invalid_argument(policy.error().where + ": " + policy.error().what + ": " +
                                std::string(text));
  }
  return *std::move(policy);
}

inline Caller root_of(const std::string& account) {
  return {.kind = Caller::Kind::Root,
          .account = account,
          .arn = "arn:aws:iam::" + account + ":root",
          .user_id = account};
}

inline Caller user_of(const std::string& account, const std::string& name) {
  return {.kind = Caller::Kind::User,
          .account = account,
          .arn = "arn:aws:iam::" + account + ":user/" + name,
          .unique_id = "AIDAEXAMPLE" + name + "0000000",
          .user_id = "AIDAEXAMPLE" + name + "0000000",
          .user_name = name};
}

/// A session of the role /ops/rA.
inline Caller session_of(const std::string& account, const std::string& session) {
  return {.kind = Caller::Kind::RoleSession,
          .account = account,
          .arn = "arn:aws:sts::" + account + ":assumed-role/rA/" + session,
          .parent_arn = "arn:aws:iam::" + account + ":role/ops/rA",
          .unique_id = "AROAEXAMPLE0000000000",
          .user_id = "AROAEXAMPLE0000000000:" + session,
          .temporary = true};
}

/// A session from GetFederationToken of the user uA.
inline Caller federated_of(const std::string& account, const std::string& name) {
  const Caller user = user_of(account, "uA");
  return {.kind = Caller::Kind::FederatedSession,
          .account = account,
          .arn = "arn:aws:sts::" + account + ":federated-user/" + name,
          .parent_arn = user.arn,
          .unique_id = user.unique_id,
          .user_id = account + ":" + name,
          .temporary = true};
}

inline Caller service(const std::string& name) {
  return {.kind = Caller::Kind::Service, .arn = name, .service = name, .service_names = {name}};
}

/// A request and all that bears on it, for one decision or several.
class Scenario {
 public:
  Scenario() : caller(user_of(kAccountA, "uA")) {
    using namespace std::chrono;
    environment.now = sys_days(2026y / January / 15) + 12h;
    environment.secure_transport = true;
  }

  /// What an operation says of its request.
  void add_key(std::string name, std::vector<std::string> values, bool list = false) {
    const auto& kept = keys_.emplace_back(std::move(name), std::move(values));
    auto& views = views_.emplace_back(kept.second.begin(), kept.second.end());
    context_.push_back({.name = kept.first, .values = views, .list = list});
  }

  AccessRequest request() const {
    return {.action = action,
            .resource = resource,
            .resource_account = resource_account,
            .context = std::pmr::vector<ConditionKey>(context_.begin(), context_.end()),
            .resource_tags = tags};
  }
  ApplicablePolicies policies() const {
    return {.identity = identity,
            .boundary = boundary.get(),
            .session = session ? std::optional(std::span<const PolicyPtr>(*session)) : std::nullopt,
            .resource = resource_policy.get(),
            .resource_rule = rule,
            .granted = granted,
            .service_control = service_control,
            .resource_control = resource_control};
  }
  Evaluation decide() const { return evaluate(request(), caller, environment, policies()); }

  Caller caller;
  std::string action = kGet;
  std::string resource = kSecret;
  std::string resource_account = kAccountA;
  std::vector<Tag> tags;
  Environment environment;
  std::vector<PolicyPtr> identity;
  PolicyPtr boundary;
  std::optional<std::vector<PolicyPtr>> session;
  PolicyPtr resource_policy;
  ResourceRule rule = ResourceRule::Ordinary;
  bool granted = false;
  std::vector<std::vector<PolicyPtr>> service_control;
  std::vector<std::vector<PolicyPtr>> resource_control;

 private:
  std::list<std::pair<std::string, std::vector<std::string>>> keys_;
  std::list<std::vector<std::string_view>> views_;
  std::vector<ConditionKey> context_;
};

}  // namespace strongroom::policy::testing
