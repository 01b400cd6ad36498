#include "ops/kms/update_primary_region.h"

#include "kms/key_changes.h"
#include "kms/key_state.h"
#include "ops/access.h"
#include "ops/kms/named_key.h"

#include <utility>

namespace strongroom::ops::kms_api {
namespace {

policy::AccessRequest with_region(policy::AccessRequest access, std::string_view region) {
  add_condition(access, "kms:PrimaryRegion", region);
  return access;
}

}  // namespace

Result<policy::AccessRequest> UpdatePrimaryRegion::access(OperationContext& context,
                                                          const Input& input) {
  SR_TRY(policy::AccessRequest access,
         access_to_named_key(context, input.key_id, {.name = "kms:UpdatePrimaryRegion"}, kOwnKey));
  return with_region(std::move(access), input.primary_region);
}

Task<Result<Nothing>> UpdatePrimaryRegion::handle(OperationContext& context, const Input& input) {
  SR_CO_TRY(const kms::KeyPtr primary, existing_key(context, input.key_id));
  SR_CO_CHECK(kms::check_state(*primary, kms::StateRule::Use));
  SR_CO_CHECK(check_multi_region_primary(*primary));
  const kms::KeyView& view = context.services.keys.view();
  const kms::KeyPtr next = view.find(primary->account, input.primary_region, primary->id);
  if (next == nullptr) {
    co_return std::unexpected(kms::not_found({.account = primary->account, .resource = primary->id},
                                             input.primary_region));
  }
  if (next == primary) co_return Nothing{};
  // Who gives the role away is asked on both keys.
  SR_CO_CHECK(context.authorizer.require(with_region(
      access_to_key(context, *next, {.name = "kms:UpdatePrimaryRegion"}), input.primary_region)));
  SR_CO_CHECK(kms::check_state(*next, kms::StateRule::Use));
  kms::Key changed = *primary;
  changed.primary_region = input.primary_region;
  SR_CO_CHECK(co_await commit(context, std::move(context.services.keys.change().replace_shared(
                                           *primary, changed, view.in_other_regions(*primary)))));
  co_return Nothing{};
}

}  // namespace strongroom::ops::kms_api
