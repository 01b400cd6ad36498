#pragma once

#include "app/sealable_server.h"
#include "base/arena.h"
#include "base/result.h"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::app {

/// What the operator's socket answers about the seal, sealed or open; everything else goes to the
/// open deployment (operator_acts.h). All members are texts.
///
///     {"act":"status"}  ->
///     {"state":"sealed"|"open","asks":"nothing"|"passphrase"|"share","text":TEXT}
///     {"act":"unseal"}, with "share" or "passphrase" as asked
///                       -> {"state":"open"} or {"state":"sealed","have":N,"need":N}
///     {"act":"seal"}    -> {"state":"sealed"}
///     {"act":"rekey-begin", members of [seal], "passphrase", "shares":N, "threshold":N,
///      "without_shares":"yes"}       -> {"generation":N,"share_1":TEXT ...}
///     {"act":"rekey-finish","generation":N} -> {}
///
/// and a refusal is {"error":TEXT}. Each act leaves an audit record; those on a sealed server when
/// it has been opened. One thread at a time.
class SealActs {
 public:
  /// `server` outlives this object.
  explicit SealActs(SealableServer& server) : server_(server) {}

  /// In the arena.
  std::string_view answer(std::string_view line, Arena& arena);

 private:
  using Answer = Result<std::string_view>;
  Answer perform(const boost::json::object& request, std::string_view line, Arena& arena);
  Answer status(Arena& arena);
  Answer unseal(const boost::json::object& request, Arena& arena);
  Answer seal(Arena& arena);
  Answer begin_rekey(const boost::json::object& request, Arena& arena);
  Answer finish_rekey(const boost::json::object& request, Arena& arena);

  Result<void> open(keyring::Seal& seal);
  Result<void> unseal_by_what_was_asked(const boost::json::object& request);
  Result<void> record(std::string_view act, const Error* error);
  void record_refusal(std::string_view act, const Error& error);
  Result<void> record_what_waits();

  /// An act on a sealed server.
  struct Waiting {
    std::string act;
    Timestamp at;
    std::optional<Error> error;
  };
  /// A change of the root key that has begun, and the seal of the settings that it moves to.
  struct Begun {
    std::uint32_t generation = 0;
    SealSettings seal;
  };

  SealableServer& server_;
  std::vector<Waiting> waiting_;
  std::optional<Begun> begun_;
};

}  // namespace strongroom::app
