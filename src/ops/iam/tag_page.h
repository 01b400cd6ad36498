#pragma once

#include "iam/tag.h"
#include "ops/context.h"
#include "ops/iam/paging.h"
#include "ops/iam/tag_fields.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::ops::iam_api {

/// What a list of tags answers, by key.
inline constexpr auto kTagPage = page_shape<Tag>("Tags", wire::of(kTag));

/// A page of the tags of `entity`, which lives as long as the answer. `scope` as in page_of.
template <class E>
Result<Page<Tag>> page_of_tags(OperationContext& context, std::string_view scope,
                               const PageInput& input, std::shared_ptr<const E> entity) {
  std::vector<Tag> tags = shown(entity->tags);
  context.held.push_back(std::move(entity));
  std::ranges::sort(tags, {}, &Tag::key);
  return page_of(context, scope, input, tags, [](const Tag& tag) { return tag.key; });
}

}  // namespace strongroom::ops::iam_api
