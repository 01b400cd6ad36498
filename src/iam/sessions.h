#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "crypto/hash.h"
#include "iam/access_keys.h"
#include "iam/callers.h"
#include "iam/directory.h"
#include "iam/session.h"
#include "iam/session_token.h"
#include "keyring/keyring.h"
#include "policy/compiled_policy.h"

#include <array>
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace strongroom::iam {

/// A session whose token was opened, as requests use it. Immutable.
struct OpenSession {
  SessionPtr session;
  policy::PolicyPtr policy;  ///< The inline session policy, compiled; null without one.
  /// Its policy can't be compiled: nothing may be allowed.
  bool unreadable = false;

  /// The role or user that it was made from, as they were when `caller` was computed.
  RolePtr role;
  UserPtr user;
  CallerPtr caller;
};
using OpenSessionPtr = std::shared_ptr<const OpenSession>;

/// The session policies of an open session as an evaluation takes them: inline and managed, united.
struct SessionPolicies {
  bool present = false;     ///< Policies were given: they limit, even when none of them is left.
  bool unreadable = false;  ///< One can't be read, or is gone: nothing may be allowed.
  std::vector<policy::PolicyPtr> policies;
};

/// Issues temporary credentials and knows them again (iam contract 4). Nothing is stored: tokens
/// carry all; opened ones are remembered, bounded, the least recently used going first. Any thread.
class Sessions {
 public:
  /// `keyring`, `directory` and `keys` outlive this object.
  Sessions(const keyring::Keyring& keyring, const Directory& directory, const AccessKeys& keys,
           std::size_t remembered = 65'536);

  struct Issued {
    SessionPtr session;
    SessionToken token;
  };
  /// Draws the access key id and secret of `session`, whose other members say what it is about.
  /// PackedPolicyTooLarge.
  Result<Issued> issue(Session session) const;

  /// The session of a request that is signed with this key id and carries this token; then the
  /// signature is verified under `session->secret`. UnrecognizedClient when the token is not of
  /// this deployment, was altered, belongs to another key id, or its role, user or long-term key is
  /// gone; ExpiredToken. A token may be as long as a request allows.
  Result<OpenSessionPtr> open(std::string_view access_key_id, std::string_view token,
                              Timestamp now);

  /// What limits the session at this moment. Managed session policies count as they are now.
  SessionPolicies policies_of(const OpenSession& session) const;

  std::size_t remembered() const;

 private:
  struct DigestHash {
    std::size_t operator()(const crypto::Digest256& digest) const;
  };
  struct Entry {
    crypto::Digest256 token;
    OpenSessionPtr session;
  };
  /// A part of the memory with its own lock, so that threads seldom wait for each other.
  struct Shard {
    mutable std::mutex mutex;
    std::list<Entry> entries;  // guarded by mutex; used last, first
    std::unordered_map<crypto::Digest256, std::list<Entry>::iterator, DigestHash>
        by_token;  // guarded by mutex
  };
  static constexpr std::size_t kShards = 16;

  OpenSessionPtr recall(const crypto::Digest256& digest);
  void remember(const crypto::Digest256& digest, OpenSessionPtr session);
  Shard& shard_of(const crypto::Digest256& digest);
  /// The session as its principal is now; null when that is gone.
  OpenSessionPtr refreshed(OpenSessionPtr session) const;

  const keyring::Keyring& keyring_;
  const Directory& directory_;
  const AccessKeys& keys_;
  const std::size_t shard_capacity_;
  std::array<Shard, kShards> shards_;
};

}  // namespace strongroom::iam
