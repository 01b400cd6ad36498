#pragma once

#include <cstdint>
#include <memory_resource>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::policy {

/// Who asks. `arn` is what policies match and refusals name.
struct Principal {
  std::string account;
  std::string arn;
  bool root = false;  ///< The account's root user.
};

/// A tag of a resource or a principal.
struct Tag {
  std::string key;
  std::string value;
  friend bool operator==(const Tag&, const Tag&) = default;
};

/// A condition key with what the request says for it, e.g. "secretsmanager:VersionStage" and
/// "AWSCURRENT".
struct ConditionKey {
  std::string_view name;
  std::span<const std::string_view> values;
  bool list = false;  ///< Has several values by its kind, such as aws:TagKeys.
};

class CompiledPolicy;

/// What a resource's policy means beside the caller's own.
enum class ResourceRule : std::uint8_t {
  Ordinary,   ///< Inside the account either is enough (policy contract 5.3).
  Key,        ///< The key's policy must allow, or delegate to the account (5.5).
  RoleTrust,  ///< The trust policy must allow, or delegate to the account (5.6).
};

/// What an operation wants to do to what: all that a decision may look at, beside the policies and
/// the caller. Views live as long as the request.
struct AccessRequest {
  std::string_view action;  ///< "secretsmanager:GetSecretValue"
  /// An ARN; or the name as the caller sent it when it can't be resolved; or "*".
  std::string_view resource;
  /// The account that owns the resource; the caller's when it can't be resolved.
  std::string_view resource_account;
  /// What the operation adds to the keys that every request has; in the request's arena.
  std::pmr::vector<ConditionKey> context;
  /// aws:ResourceTag/k, and the same with the prefix of the action's service.
  std::span<const Tag> resource_tags;
  /// Of the resource; null when it has none.
  const CompiledPolicy* resource_policy = nullptr;
  ResourceRule resource_rule = ResourceRule::Ordinary;
  /// What refusals call the resource; empty when they name `resource`.
  std::string_view shown_resource = {};
  /// A live grant of the key names the caller for the action, and its constraints are met.
  bool granted = false;
  /// The service that asks with the authority of the caller: "secretsmanager.amazonaws.com".
  std::string_view via_service = {};
  /// The key was found by a ciphertext: refusals don't tell which it is.
  bool found_by_ciphertext = false;
};

enum class Effect { Allow, ExplicitDeny, ImplicitDeny };

/// A decision with its reason, which goes to the log and to `explain`, never to the client.
struct Decision {
  Effect effect = Effect::ImplicitDeny;
  std::string reason;
  bool allowed() const { return effect == Effect::Allow; }
};

}  // namespace strongroom::policy
