#include "ops/iam/list_entities_for_policy.h"

#include "iam/names.h"
#include "ops/iam/entity_access.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace strongroom::ops::iam_api {

namespace {

using strongroom::iam::ManagedPolicy;
using strongroom::iam::PolicyUses;
using EntityName = ListEntitiesForPolicy::EntityName;

struct Use {
  std::string position;  ///< Begins with the list that it belongs to.
  std::vector<EntityName> ListEntitiesForPolicy::Output::* list;
  EntityName entity;
};

/// The uses that a request asks for, in their order.
class Uses {
 public:
  explicit Uses(const ListEntitiesForPolicy::Input& input)
      : input_(input), prefix_(input.path_prefix.value_or("/")) {}

  /// `attached` and `bounded` are of one kind; `rank` puts the kinds in order.
  template <class Entities>
  void add(std::string_view kind, char rank,
           std::vector<EntityName> ListEntitiesForPolicy::Output::* list, const Entities& attached,
           const Entities& bounded) {
    if (input_.kind && input_.kind != kind) return;
    if (input_.usage != kAsBoundary) add(rank, list, attached);
    if (input_.usage != kAsPermissions) add(rank, list, bounded);
  }

  std::vector<Use> in_order() && {
    std::ranges::sort(uses_, {}, &Use::position);
    // Of a policy that is also the boundary.
    const auto again = std::ranges::unique(uses_, {}, &Use::position);
    uses_.erase(again.begin(), again.end());
    return std::move(uses_);
  }

 private:
  template <class Entities>
  void add(char rank, std::vector<EntityName> ListEntitiesForPolicy::Output::* list,
           const Entities& entities) {
    for (const auto& entity : entities) {
      if (!entity->path.starts_with(prefix_)) continue;
      uses_.push_back({.position = rank + strongroom::iam::lower_case(entity->name),
                       .list = list,
                       .entity = {.name = entity->name, .id = entity->id}});
    }
  }

  const ListEntitiesForPolicy::Input& input_;
  std::string_view prefix_;
  std::vector<Use> uses_;
};

std::vector<Use> wanted_uses(const ListEntitiesForPolicy::Input& input, const PolicyUses& all) {
  using Output = ListEntitiesForPolicy::Output;
  Uses uses(input);
  uses.add(ListEntitiesForPolicy::kGroups, '1', &Output::groups, all.groups, {});
  uses.add(ListEntitiesForPolicy::kUsers, '2', &Output::users, all.users, all.bounded_users);
  uses.add(ListEntitiesForPolicy::kRoles, '3', &Output::roles, all.roles, all.bounded_roles);
  return std::move(uses).in_order();
}

}  // namespace

Result<policy::AccessRequest> ListEntitiesForPolicy::access(OperationContext& context,
                                                            const Input& input) {
  return access_to<ManagedPolicy>(context, "iam:ListEntitiesForPolicy", input.policy_arn);
}

Task<Result<ListEntitiesForPolicy::Output>> ListEntitiesForPolicy::handle(OperationContext& context,
                                                                          const Input& input) {
  const auto& directory = context.services.identity.directory();
  SR_CO_TRY(const auto policy, decided<ManagedPolicy>(context, input.policy_arn));
  const std::vector<Use> uses =
      wanted_uses(input, directory.uses_of_policy(context.partition.account, input.policy_arn));
  const std::string question =
      fmt::format("ListEntitiesForPolicy {} {} {} {}", policy->id, input.kind.value_or("-"),
                  input.usage.value_or("-"), input.path_prefix.value_or("/"));
  SR_CO_TRY(Page<Use> page, page_of(context, question, {input.marker, input.max_items}, uses,
                                    [](const Use& use) { return use.position; }));
  Output output;
  output.is_truncated = page.is_truncated;
  output.marker = std::move(page.marker);
  for (Use& use : page.items) (output.*use.list).push_back(std::move(use.entity));
  co_return output;
}

}  // namespace strongroom::ops::iam_api
