#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::ops::cloudtrail {

struct TrailPublicKey {
  ByteView der;  ///< PKCS #1.
  Timestamp valid_from;
  Timestamp valid_to;
  std::string fingerprint;
};
inline constexpr auto kTrailPublicKey =
    wire::shape<TrailPublicKey>(wire::member<&TrailPublicKey::der>("Value"),
                                wire::member<&TrailPublicKey::valid_from>("ValidityStartTime"),
                                wire::member<&TrailPublicKey::valid_to>("ValidityEndTime"),
                                wire::member<&TrailPublicKey::fingerprint>("Fingerprint"));

/// The keys of digest files that were valid at some time of the range, which is this moment where
/// it is open. Any thread; works on a worker. Source: cloudtrail contract 6.
struct ListPublicKeys {
  static constexpr std::string_view kName = "ListPublicKeys";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::optional<Timestamp> start;
    std::optional<Timestamp> end;
    std::optional<std::string_view> next_token;
  };
  static constexpr auto kInput = wire::shape<Input>(
      wire::optional<&Input::start>("StartTime"), wire::optional<&Input::end>("EndTime"),
      wire::optional<&Input::next_token>("NextToken"));

  struct Output {
    std::vector<TrailPublicKey> keys;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::keys>("PublicKeyList", wire::of(kTrailPublicKey)));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::cloudtrail
