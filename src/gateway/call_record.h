#pragma once

#include "audit/event.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/error.h"
#include "gateway/authenticator.h"
#include "gateway/request_id.h"
#include "http/message.h"
#include "iam/access_keys.h"
#include "kms/recent_key_uses.h"
#include "ops/context.h"
#include "wire/service.h"

#include <memory_resource>
#include <span>
#include <string_view>
#include <vector>

namespace strongroom::gateway {

/// The audit records of one call as they grow from station to station: its own, that of the owner
/// of what it asked for when he is another account, and one for each further event. Every event
/// keeps its id, however often the records are written. One coroutine; views live in the arena.
class CallRecord {
 public:
  CallRecord(const http::Request& request, wire::Service service, std::string_view request_id,
             Timestamp now, Arena& arena);

  /// The credential that the request names, while it is not verified. A key that is known says
  /// whose account is being tried.
  void claim(const iam::AccessKeys& keys);
  void identify(const AuthenticatedCaller& caller);
  /// `operation` as the client named it or, better, as the table of operations has it.
  void name(std::string_view operation, bool read_only);
  /// What the operation has told.
  void take(const ops::OperationContext& context);
  void fail(const Error& error);
  /// The record of a call that failed after it had changed something is another one than the note
  /// of the change, which says that it succeeded.
  void part_from_note() { own_id_ = RequestId(); }

  /// All records, a line each, in the arena.
  std::string_view lines();

  const audit::Event& event() const { return event_; }
  /// What KMS did with keys as the last `lines` tell it, with the ids of these records.
  std::span<const kms::RecentKeyUses::Use> key_uses() const { return key_uses_; }

 private:
  void append_further(ArenaText& out, const audit::FurtherEvent& further);
  /// One record, or two when `owner` is another account than the caller's.
  void append_for_both(ArenaText& out, audit::Event event, std::string_view owner);
  /// With what it tells of keys.
  void append_one(ArenaText& out, const audit::Event& event);
  std::string_view next_id();

  const http::Request& request_;
  const wire::Service service_;
  Arena& arena_;
  audit::Event event_;
  const policy::Caller* caller_ = nullptr;
  std::pmr::vector<audit::Resource> resources_;
  std::span<const audit::FurtherEvent> further_;
  RequestId own_id_;
  std::pmr::vector<RequestId> further_ids_;
  std::size_t next_id_ = 0;
  std::pmr::vector<kms::RecentKeyUses::Use> key_uses_;
};

}  // namespace strongroom::gateway
