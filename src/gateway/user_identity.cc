#include "gateway/user_identity.h"

#include "wire/iso_time.h"
#include "wire/json_writer.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

namespace strongroom::gateway {
namespace {

using CallerKind = policy::Caller::Kind;

/// Writes one userIdentity. Members that are empty are left out.
class IdentityWriter {
 public:
  IdentityWriter(ArenaText& out, Arena& arena) : json_(out), arena_(arena) {}

  void write(const AuthenticatedCaller& authenticated) {
    const policy::Caller& caller = *authenticated.caller;
    json_.begin_object();
    member("type", type_of(caller.kind));
    member("principalId", principal_id(caller));
    member("arn", caller.arn);
    member("accountId", caller.account);
    member("accessKeyId", authenticated.access_key_id);
    if (caller.kind == CallerKind::User) member("userName", caller.user_name);
    if (authenticated.session) context(*authenticated.session);
    json_.end_object();
  }

 private:
  static std::string_view type_of(CallerKind kind) {
    switch (kind) {
      case CallerKind::Root:
        return "Root";
      case CallerKind::User:
        return "IAMUser";
      case CallerKind::RoleSession:
        return "AssumedRole";
      case CallerKind::FederatedSession:
        return "FederatedUser";
      case CallerKind::WebIdentity:
        return "WebIdentityUser";
      case CallerKind::Service:
        return "AWSService";
      case CallerKind::Anonymous:
        return "Unknown";
    }
    return "Unknown";
  }

  static std::string_view principal_id(const policy::Caller& caller) {
    if (caller.kind == CallerKind::Root) return caller.account;
    return caller.kind == CallerKind::User ? caller.unique_id : caller.user_id;
  }

  void context(const iam::OpenSession& open) {
    const iam::Session& session = *open.session;
    json_.plain_key("sessionContext");
    json_.begin_object();
    if (session.kind != iam::Session::Kind::User) issuer(open);
    if (!session.federated_provider.empty()) {
      json_.plain_key("webIdFederationData");
      json_.begin_object();
      member("federatedProvider", session.federated_provider);
      json_.plain_key("attributes");
      json_.begin_object();
      json_.end_object();
      json_.end_object();
    }
    json_.plain_key("attributes");
    json_.begin_object();
    ArenaText created(arena_);
    wire::append_iso_time(created, session.issued);
    member("creationDate", created.view());
    member("mfaAuthenticated", session.mfa ? "true" : "false");
    json_.end_object();
    member("sourceIdentity", session.source_identity);
    json_.end_object();
  }

  void issuer(const iam::OpenSession& open) {
    json_.plain_key("sessionIssuer");
    json_.begin_object();
    if (open.role) {
      issued_by("Role", *open.role);
    } else if (open.user) {
      issued_by("IAMUser", *open.user);
    } else {
      member("type", "Root");
      member("principalId", open.session->account);
      std::string arn = "arn:aws:iam::";
      member("arn", arn.append(open.session->account).append(":root"));
      member("accountId", open.session->account);
    }
    json_.end_object();
  }

  template <class E>
  void issued_by(std::string_view type, const E& entity) {
    member("type", type);
    member("principalId", entity.id);
    member("arn", entity.arn());
    member("accountId", entity.account);
    member("userName", entity.name);
  }

  void member(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    json_.plain_key(name);
    json_.string(value);
  }

  wire::JsonWriter json_;
  Arena& arena_;
};

bool has_form_of_key(std::string_view id) {
  return id.size() >= 16 && id.size() <= 128 && std::ranges::all_of(id, [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
         });
}

/// Identities that were written last, by caller. Each slot keeps its caller alive, so that no other
/// can have its address.
struct Remembered {
  iam::CallerPtr caller;
  std::string access_key_id;
  std::string text;
};
constexpr std::size_t kRemembered = 64;

}  // namespace

std::string_view user_identity(const AuthenticatedCaller& caller, Arena& arena) {
  thread_local std::array<Remembered, kRemembered> remembered;
  const auto address = reinterpret_cast<std::uintptr_t>(caller.caller.get());
  Remembered& slot = remembered[(address >> 4) % kRemembered];
  if (slot.caller != caller.caller || slot.access_key_id != caller.access_key_id) {
    ArenaText text(arena);
    IdentityWriter(text, arena).write(caller);
    slot = {.caller = caller.caller,
            .access_key_id = std::string(caller.access_key_id),
            .text = std::string(text.view())};
  }
  // The slot may be another's when the call goes on after a wait.
  return arena.copy(slot.text);
}

std::string_view unknown_identity(std::string_view claimed_key, Arena& arena) {
  if (!has_form_of_key(claimed_key)) return R"({"type":"Unknown"})";
  ArenaText text(arena);
  text.append(R"({"type":"Unknown","accessKeyId":")");
  text.append(claimed_key);
  text.append("\"}");
  return text.view();
}

std::string_view foreign_identity(const policy::Caller& caller, Arena& arena) {
  ArenaText text(arena);
  wire::JsonWriter json(text);
  json.begin_object();
  json.plain_key("type");
  json.string("AWSAccount");
  json.plain_key("principalId");
  json.string(caller.unique_id.empty() ? caller.account
              : caller.user_id.empty() ? caller.unique_id
                                       : caller.user_id);
  json.plain_key("accountId");
  json.string(caller.account);
  json.end_object();
  return text.view();
}

}  // namespace strongroom::gateway
