#pragma once

#include "base/result.h"
#include "base/task.h"
#include "iam/names.h"
#include "ops/context.h"
#include "ops/iam/paging.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string>
#include <string_view>

/// The alias of the account, of which there is at most one (iam contract 1.1). Any thread.
namespace strongroom::ops::iam_api {

struct AccountAlias {
  std::string_view alias;
};
inline constexpr auto kAccountAlias = wire::shape<AccountAlias>(
    wire::required<&AccountAlias::alias>("AccountAlias", wire::length(3, 63),
                                         wire::pattern("^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$",
                                                       &strongroom::iam::is_account_alias)));

/// Takes the place of the former alias.
struct CreateAccountAlias {
  static constexpr std::string_view kName = "CreateAccountAlias";
  static constexpr auto kRecorded = Recorded::ChangeWithAnswer;

  using Input = AccountAlias;
  static constexpr auto kInput = kAccountAlias;

  struct Output {};
  static constexpr auto kOutput = wire::shape<Output>();

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

struct DeleteAccountAlias {
  static constexpr std::string_view kName = "DeleteAccountAlias";
  static constexpr auto kRecorded = Recorded::Change;

  using Input = AccountAlias;
  static constexpr auto kInput = kAccountAlias;

  struct Output {};
  static constexpr auto kOutput = wire::shape<Output>();

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

struct ListAccountAliases {
  static constexpr std::string_view kName = "ListAccountAliases";
  static constexpr auto kRecorded = Recorded::Read;

  using Input = PageInput;
  static constexpr auto kInput =
      wire::shape<Input>(marker_field<&Input::marker>(), max_items_field<&Input::max_items>());

  using Output = Page<std::string>;
  static constexpr auto kOutput = page_shape<std::string>("AccountAliases");

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
