#include "ops/kms/update_alias.h"

#include "kms/key_changes.h"
#include "kms/key_state.h"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace strongroom::ops::kms_api {
namespace {

Result<void> check_alike(const kms::Key& present, const kms::Key& next, std::string_view alias) {
  const auto refuse = [&](std::string_view property, std::string_view from, std::string_view to) {
    return failure(ErrorCode::Validation,
                   fmt::format("Alias {0} cannot be changed from a CMK with {1} {2} to a CMK with "
                               "{1} {3}",
                               alias, property, from, to));
  };
  if (present.kind->usage != next.kind->usage) {
    return refuse("key usage", kms::name_of(present.kind->usage), kms::name_of(next.kind->usage));
  }
  if (present.kind->symmetric() != next.kind->symmetric()) {
    return refuse("key spec", present.kind->spec, next.kind->spec);
  }
  return {};
}

}  // namespace

Result<policy::AccessRequest> UpdateAlias::access(OperationContext& context, const Input& input) {
  return access_to_alias(context, "kms:UpdateAlias", input.alias_name);
}

Task<Result<Nothing>> UpdateAlias::handle(OperationContext& context, const Input& input) {
  SR_CO_TRY(const kms::AliasPtr alias, existing_alias(context, input.alias_name));
  SR_CO_TRY(const kms::KeyPtr present,
            require_alias_target(context, "kms:UpdateAlias", alias->target));
  SR_CO_TRY(const kms::KeyPtr next,
            require_alias_target(context, "kms:UpdateAlias", input.target_key_id));
  SR_CO_CHECK(kms::check_state(*next, kms::StateRule::Manage));
  const std::string arn = kms::alias_arn(alias->account, alias->region, alias->name);
  SR_CO_CHECK(check_alike(*present, *next, arn));
  if (next->id != present->id) SR_CO_CHECK(check_alias_limit(*next));
  kms::Alias changed = *alias;
  changed.target = next->id;
  changed.updated = context.now;
  SR_CO_CHECK(co_await commit(
      context,
      std::move(context.services.keys.change().replace(*alias, changed).replace(*next, *next))));
  co_return Nothing{};
}

}  // namespace strongroom::ops::kms_api
