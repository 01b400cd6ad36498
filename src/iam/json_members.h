#pragma once

#include "policy/strict_json.h"

#include <optional>
#include <string_view>

/// Members of JSON that others write: tokens and key sets of identity providers.
namespace strongroom::iam {

/// Null when there is none, or `object` is not one.
inline const policy::Json* member(const policy::Json& object, std::string_view name) {
  for (const policy::Json::Member& candidate : object.members) {
    if (candidate.name == name) return &candidate.value;
  }
  return nullptr;
}

/// Nothing when there is none, or it is no text. A view into `object`.
inline std::optional<std::string_view> text_member(const policy::Json& object,
                                                   std::string_view name) {
  const policy::Json* const found = member(object, name);
  if (found == nullptr || found->kind != policy::Json::Kind::String) return std::nullopt;
  return found->text;
}

}  // namespace strongroom::iam
