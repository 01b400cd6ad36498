#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/access.h"
#include "ops/context.h"
#include "ops/iam/calling_user.h"
#include "ops/iam/fields.h"
#include "ops/iam/paging.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <string_view>

/// Lists of the credentials that users can't have here: they are always empty. Tools ask for them
/// before they delete a user. Any thread.
namespace strongroom::ops::iam_api {

struct AbsentCredentials {
  std::string_view operation;
  std::string_view action;
  std::string_view list;
};

/// Of a user, without a name of the one who calls.
template <const AbsentCredentials& kWhat>
struct ListAbsentCredentials {
  static constexpr std::string_view kName = kWhat.operation;
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::optional<std::string_view> user_name;
    std::optional<std::string_view> marker;
    std::optional<std::int64_t> max_items;
  };
  static constexpr auto kInput =
      wire::shape<Input>(optional_user_name_field<&Input::user_name>(),
                         marker_field<&Input::marker>(), max_items_field<&Input::max_items>());

  using Output = Page<std::string_view>;
  static constexpr auto kOutput = page_shape<std::string_view>(kWhat.list);

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input) {
    return access_to_user_or_caller(context, kWhat.action, input.user_name);
  }
  static Task<Result<Output>> handle(OperationContext& context, const Input& input) {
    SR_CO_CHECK(decided_user(context, input.user_name));
    co_return Output{};
  }
};

inline constexpr AbsentCredentials kMfaDevices{"ListMFADevices", "iam:ListMFADevices",
                                               "MFADevices"};
using ListMfaDevices = ListAbsentCredentials<kMfaDevices>;
inline constexpr AbsentCredentials kServiceSpecificCredentials{"ListServiceSpecificCredentials",
                                                               "iam:ListServiceSpecificCredentials",
                                                               "ServiceSpecificCredentials"};
using ListServiceSpecificCredentials = ListAbsentCredentials<kServiceSpecificCredentials>;
inline constexpr AbsentCredentials kSigningCertificates{
    "ListSigningCertificates", "iam:ListSigningCertificates", "Certificates"};
using ListSigningCertificates = ListAbsentCredentials<kSigningCertificates>;
inline constexpr AbsentCredentials kSshPublicKeys{"ListSSHPublicKeys", "iam:ListSSHPublicKeys",
                                                  "SSHPublicKeys"};
using ListSshPublicKeys = ListAbsentCredentials<kSshPublicKeys>;

/// Of the account.
struct ListVirtualMfaDevices {
  static constexpr std::string_view kName = "ListVirtualMFADevices";
  static constexpr auto kRecorded = Recorded::Read;

  using Input = PageInput;
  static constexpr auto kInput =
      wire::shape<Input>(marker_field<&Input::marker>(), max_items_field<&Input::max_items>());

  using Output = Page<std::string_view>;
  static constexpr auto kOutput = page_shape<std::string_view>("VirtualMFADevices");

  static Result<policy::AccessRequest> access(OperationContext& context, const Input&) {
    return access_to_all(context, "iam:ListVirtualMFADevices");
  }
  static Task<Result<Output>> handle(OperationContext&, const Input&) { co_return Output{}; }
};

}  // namespace strongroom::ops::iam_api
