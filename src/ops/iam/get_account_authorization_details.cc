#include "ops/iam/get_account_authorization_details.h"

#include "iam/names.h"
#include "ops/access.h"
#include "ops/iam/policy_order.h"
#include "ops/iam/policy_usage.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>
#include <variant>

namespace strongroom::ops::iam_api {
namespace {

using strongroom::iam::Directory;
using strongroom::iam::Group;
using strongroom::iam::GroupPtr;
using strongroom::iam::ManagedPolicy;
using strongroom::iam::ManagedPolicyPtr;
using strongroom::iam::Role;
using strongroom::iam::RolePtr;
using strongroom::iam::User;
using strongroom::iam::UserPtr;

/// The order of the alternatives is that of the lists.
using Thing = std::variant<UserPtr, GroupPtr, RolePtr, ManagedPolicyPtr>;

std::string position(const ManagedPolicy& policy) { return position_of(policy); }
template <class E>
std::string position(const E& entity) {
  return strongroom::iam::lower_case(entity.name);
}
std::string position(const Thing& thing) {
  return std::visit(
      [&](const auto& each) { return fmt::format("{} {}", thing.index(), position(*each)); },
      thing);
}

/// All that the request is about, in order.
class Collector {
 public:
  Collector(const OperationContext& context, std::span<const std::string_view> filter,
            const PolicyUsage& usage)
      : directory_(context.services.identity.directory()),
        account_(context.partition.account),
        filter_(filter),
        usage_(usage) {}

  std::vector<Thing> all() {
    add<User>("User");
    add<Group>("Group");
    add<Role>("Role");
    add_policies();
    return std::move(things_);
  }

 private:
  bool wanted(std::string_view type) const {
    return filter_.empty() || std::ranges::find(filter_, type) != filter_.end();
  }

  template <class E>
  void add(std::string_view type) {
    if (wanted(type)) std::ranges::copy(directory_.all<E>(account_), std::back_inserter(things_));
  }

  void add_policies() {
    std::vector<ManagedPolicyPtr> policies;
    if (wanted("LocalManagedPolicy")) policies = directory_.all<ManagedPolicy>(account_);
    if (wanted("AWSManagedPolicy")) {
      for (const auto& policy : directory_.all<ManagedPolicy>(strongroom::iam::kAwsAccount)) {
        const PolicyUsage::Counts used = usage_.of(policy->arn());
        if (used.attachments + used.boundaries > 0) policies.push_back(policy);
      }
    }
    std::ranges::copy(in_order(std::move(policies), "/"), std::back_inserter(things_));
  }

  const Directory& directory_;
  std::string_view account_;
  std::span<const std::string_view> filter_;
  const PolicyUsage& usage_;
  std::vector<Thing> things_;
};

/// Puts each thing into its list.
struct Presenter {
  const Directory& directory;
  const PolicyUsage& usage;
  GetAccountAuthorizationDetails::Output& output;

  void operator()(const UserPtr& user) { output.users.push_back(detail_of(user, directory)); }
  void operator()(const GroupPtr& group) { output.groups.push_back(detail_of(group, directory)); }
  void operator()(const RolePtr& role) { output.roles.push_back(detail_of(role, directory)); }
  void operator()(const ManagedPolicyPtr& policy) {
    output.policies.push_back(detail_of(policy, usage.of(policy->arn())));
  }
};

}  // namespace

Result<policy::AccessRequest> GetAccountAuthorizationDetails::access(OperationContext& context,
                                                                     const Input&) {
  return access_to_all(context, "iam:GetAccountAuthorizationDetails");
}

Task<Result<GetAccountAuthorizationDetails::Output>> GetAccountAuthorizationDetails::handle(
    OperationContext& context, const Input& input) {
  const Directory& directory = context.services.identity.directory();
  const PolicyUsage usage(directory, context.partition.account);
  const std::vector<Thing> all = Collector(context, input.filter, usage).all();
  std::string scope(kName);
  for (const std::string_view type : input.filter) scope += fmt::format(" {}", type);
  SR_CO_TRY(const Page<Thing> page, page_of(context, scope, {input.marker, input.max_items}, all,
                                            [](const Thing& thing) { return position(thing); }));
  Output output;
  for (const Thing& thing : page.items) std::visit(Presenter{directory, usage, output}, thing);
  output.is_truncated = page.is_truncated;
  output.marker = page.marker;
  co_return output;
}

}  // namespace strongroom::ops::iam_api
