#include "iam/sessions.h"

#include "iam/compiled_policy.h"
#include "iam/names.h"
#include "iam/unique_id.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <utility>

namespace strongroom::iam {
namespace {

using CallerKind = policy::Caller::Kind;

std::unexpected<Error> invalid_token() {
  return failure(ErrorCode::UnrecognizedClient,
                 "The security token included in the request is invalid.");
}

std::chrono::sys_seconds seconds_of(Timestamp at) {
  return std::chrono::floor<std::chrono::seconds>(at);
}

/// Session tags take the place of the role's of the same key (iam contract 4.2).
std::vector<Tag> overlaid(std::vector<Tag> base, const std::vector<Tag>& over) {
  for (const Tag& tag : over) {
    std::erase_if(base, [&](const Tag& each) { return equal_ignoring_case(each.key, tag.key); });
    base.push_back(tag);
  }
  return base;
}

void describe_federated(policy::Caller& caller, const Session& session,
                        const policy::Caller& parent) {
  caller.kind = CallerKind::FederatedSession;
  caller.parent_arn = parent.arn;
  caller.arn = fmt::format("arn:aws:sts::{}:federated-user/{}", session.account, session.name);
  caller.unique_id = parent.unique_id;
  caller.user_id = fmt::format("{}:{}", session.account, session.name);
  caller.user_name.clear();
  caller.tags = overlaid(parent.tags, session.tags);
}

CallerPtr caller_of(const OpenSession& open) {
  const Session& session = *open.session;
  auto caller = std::make_shared<policy::Caller>();
  if (session.kind == Session::Kind::AssumedRole) {
    *caller = role_session(*open.role, session.name);
    caller->tags = overlaid(std::move(caller->tags), session.tags);
  } else {
    const CallerPtr parent = open.user ? user_caller(*open.user) : root_caller(session.account);
    *caller = *parent;
    if (session.kind == Session::Kind::Federated) describe_federated(*caller, session, *parent);
  }
  caller->account = session.account;
  caller->temporary = true;
  caller->token_issued = seconds_of(session.issued);
  caller->mfa_present = session.mfa.has_value();
  if (session.mfa) caller->mfa_time = seconds_of(*session.mfa);
  caller->federated_provider = session.federated_provider;
  caller->source_identity = session.source_identity;
  return caller;
}

OpenSessionPtr opened(Session session) {
  auto open = std::make_shared<OpenSession>();
  if (!session.policy.empty()) {
    open->policy = compile_policy(session.policy, "SessionPolicy");
    open->unreadable = open->policy == nullptr;
  }
  open->session = std::make_shared<const Session>(std::move(session));
  return open;
}

}  // namespace

Sessions::Sessions(const keyring::Keyring& keyring, const Directory& directory,
                   const AccessKeys& keys, std::size_t remembered)
    : keyring_(keyring),
      directory_(directory),
      keys_(keys),
      shard_capacity_(std::max<std::size_t>(1, remembered / kShards)) {}

Result<Sessions::Issued> Sessions::issue(Session session) const {
  session.access_key_id = new_access_key_id(kTemporaryKeyId, session.account);
  session.secret = new_secret_access_key();
  SR_TRY(SessionToken token, seal_session(keyring_, session));
  return Issued{.session = std::make_shared<const Session>(std::move(session)),
                .token = std::move(token)};
}

Result<OpenSessionPtr> Sessions::open(std::string_view access_key_id, std::string_view token,
                                      Timestamp now) {
  if (token.size() >= kTokenBound) return invalid_token();
  const crypto::Digest256 digest = crypto::sha256(bytes_of(token));
  OpenSessionPtr known = recall(digest);
  if (known == nullptr) {
    auto session = open_session(keyring_, token);
    if (!session) return invalid_token();
    known = opened(*std::move(session));
  }
  const Session& session = *known->session;
  if (session.access_key_id != access_key_id) return invalid_token();
  if (now >= session.expires) {
    return failure(ErrorCode::ExpiredToken,
                   "The security token included in the request is expired");
  }
  if (!session.parent_key.empty() && keys_.find(session.parent_key) == nullptr) {
    return invalid_token();
  }
  OpenSessionPtr current = refreshed(known);
  if (current == nullptr) return invalid_token();
  if (current != known || known->caller == nullptr) remember(digest, current);
  return current;
}

OpenSessionPtr Sessions::refreshed(OpenSessionPtr known) const {
  const Session& session = *known->session;
  RolePtr role;
  UserPtr user;
  if (session.kind == Session::Kind::AssumedRole) {
    role = directory_.find_by_id<Role>(session.principal_id);
    if (role == nullptr) return nullptr;
  } else if (!session.principal_id.empty()) {
    user = directory_.find_by_id<User>(session.principal_id);
    if (user == nullptr) return nullptr;
  } else if (directory_.account(session.account) == nullptr) {
    return nullptr;
  }
  if (known->caller && known->role == role && known->user == user) return known;
  auto changed = std::make_shared<OpenSession>(*known);
  changed->role = std::move(role);
  changed->user = std::move(user);
  changed->caller = caller_of(*changed);
  return changed;
}

SessionPolicies Sessions::policies_of(const OpenSession& open) const {
  SessionPolicies found{
      .present = open.session->has_policies(), .unreadable = open.unreadable, .policies = {}};
  if (open.policy) found.policies.push_back(open.policy);
  for (const std::string& arn : open.session->policy_arns) {
    const ManagedPolicyPtr policy = directory_.find_policy(arn);
    const PolicyTextPtr document = policy ? policy->document() : nullptr;
    if (document && document->compiled) {
      found.policies.push_back(document->compiled);
    } else {
      found.unreadable = true;  // it might have denied something
    }
  }
  return found;
}

std::size_t Sessions::DigestHash::operator()(const crypto::Digest256& digest) const {
  std::size_t hash = 0;
  std::memcpy(&hash, digest.data(), sizeof hash);
  return hash;
}

Sessions::Shard& Sessions::shard_of(const crypto::Digest256& digest) {
  return shards_[std::to_integer<std::size_t>(digest.back()) % kShards];
}

OpenSessionPtr Sessions::recall(const crypto::Digest256& digest) {
  Shard& shard = shard_of(digest);
  const std::lock_guard lock(shard.mutex);
  const auto found = shard.by_token.find(digest);
  if (found == shard.by_token.end()) return nullptr;
  shard.entries.splice(shard.entries.begin(), shard.entries, found->second);
  return found->second->session;
}

void Sessions::remember(const crypto::Digest256& digest, OpenSessionPtr session) {
  Shard& shard = shard_of(digest);
  OpenSessionPtr former;  // freed when the lock is gone
  const std::lock_guard lock(shard.mutex);
  if (const auto found = shard.by_token.find(digest); found != shard.by_token.end()) {
    former = std::exchange(found->second->session, std::move(session));
    return;
  }
  if (shard.entries.size() >= shard_capacity_) {
    former = std::move(shard.entries.back().session);
    shard.by_token.erase(shard.entries.back().token);
    shard.entries.pop_back();
  }
  shard.entries.push_front({.token = digest, .session = std::move(session)});
  shard.by_token.emplace(digest, shard.entries.begin());
}

std::size_t Sessions::remembered() const {
  std::size_t count = 0;
  for (const Shard& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    count += shard.entries.size();
  }
  return count;
}

}  // namespace strongroom::iam
