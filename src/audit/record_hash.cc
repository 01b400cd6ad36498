#include "audit/record_hash.h"

#include "audit/event.h"
#include "crypto/remembered_prefixes.h"

#include <cstddef>

namespace strongroom::audit {
namespace {

/// No record has less before it, and searching costs time.
constexpr std::size_t kLeastShared = 128;

/// How much of a record others are likely to begin with as well. It decides only about the time
/// that the hash takes.
std::size_t shared_size(std::string_view record) {
  std::size_t at = record.find(kEndOfShared, kLeastShared);
  if (at == std::string_view::npos) return 0;
  at += kEndOfShared.size();
  // A few keys guard many secrets.
  constexpr std::string_view kOfKey = R"(,"resources":[{"ARN":"arn:aws:kms:)";
  if (record.substr(at).starts_with(kOfKey)) at = record.find(']', at);
  return at;
}

}  // namespace

crypto::Digest256 record_hash(std::string_view record) {
  thread_local crypto::RememberedPrefixes prefixes;
  return prefixes.digest(record, shared_size(record));
}

}  // namespace strongroom::audit
