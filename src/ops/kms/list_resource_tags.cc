#include "ops/kms/list_resource_tags.h"

#include "ops/kms/named_key.h"

#include <fmt/format.h>

#include <cstddef>
#include <numeric>
#include <vector>

namespace strongroom::ops::kms_api {

Result<policy::AccessRequest> ListResourceTags::access(OperationContext& context,
                                                       const Input& input) {
  return access_to_named_key(context, input.key_id, {.name = "kms:ListResourceTags"}, kOwnKey);
}

Task<Result<Page<Tag>>> ListResourceTags::handle(OperationContext& context, const Input& input) {
  SR_CO_TRY(const kms::KeyPtr key, existing_key(context, input.key_id));
  // Positions are counted: tags have no order but that of the list.
  std::vector<std::size_t> numbers(key->tags.size());
  std::iota(numbers.begin(), numbers.end(), std::size_t{0});
  co_return page_of(
      context, fmt::format("ListResourceTags {}", key->id),
      {.marker = input.marker, .limit = input.limit}, {.usual = 50, .most = 50}, numbers,
      [](std::size_t number) { return fmt::format("{:03}", number); },
      [&](std::size_t number) {
        const auto& [name, value] = context.key->tags[number];
        return Tag{.key = name, .value = value};
      });
}

}  // namespace strongroom::ops::kms_api
