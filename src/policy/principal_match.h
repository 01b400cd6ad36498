#pragma once

#include "policy/caller.h"
#include "policy/named_principals.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::policy {

/// How narrowly a resource's policy names a caller (policy contract 2.1 and 5.3). Ordered.
enum class PrincipalMatch : std::uint8_t {
  None,
  Account,  ///< Its account: a delegation to the policies there.
  Parent,   ///< The role of its session, or the user behind its federated session.
  Direct,   ///< Itself, or everyone.
};

/// The unique id (AIDA..., AROA...) that the ARN of a user or role, or the role of a session's ARN,
/// had when the policy was saved; an empty text when that principal is gone: then it matches
/// nobody. Empty function: principals are compared by their ARNs, as simulations need it.
using PrincipalResolver = std::function<std::string(std::string_view arn)>;

/// The element Principal or NotPrincipal, taken apart by what each entry names. Immutable.
class PrincipalSet {
 public:
  PrincipalSet() = default;
  static PrincipalSet compile(const NamedPrincipals& named, const PrincipalResolver& unique_id_of);

  bool negated() const { return negated_; }
  /// For Principal: the narrowest entry that names the caller.
  PrincipalMatch match(const Caller& caller) const;
  /// For NotPrincipal: whether each of the caller's identities is listed (its account, and the
  /// user; or its account, role and session), so that it is exempted.
  bool exempts(const Caller& caller) const;

 private:
  /// A role session or a federated user.
  struct Session {
    std::string arn;
    std::string role_id;  // empty: whatever role has the name; and for federated users
  };

  void add_aws(const std::string& text, const PrincipalResolver& unique_id_of);
  bool names_account_of(const Caller& caller) const;
  bool names_user_or_role(const Caller& caller) const;
  bool names_session(const Caller& caller) const;
  bool names_itself(const Caller& caller) const;

  bool negated_ = false;
  bool everyone_ = false;
  std::vector<std::string> accounts_;
  std::vector<std::string> unique_ids_;  // of users and roles
  std::vector<std::string> arns_;        // of users and roles, where ids are not known
  std::vector<Session> sessions_;
  std::vector<std::string> services_;
  std::vector<std::string> providers_;
};

}  // namespace strongroom::policy
