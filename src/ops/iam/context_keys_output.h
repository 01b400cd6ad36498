#pragma once

#include "wire/shape.h"

#include <string>
#include <vector>

namespace strongroom::ops::iam_api {

/// Sorted, each once.
struct ContextKeysOutput {
  std::vector<std::string> keys;
};
inline constexpr auto kContextKeysOutput =
    wire::shape<ContextKeysOutput>(wire::member<&ContextKeysOutput::keys>("ContextKeyNames"));

}  // namespace strongroom::ops::iam_api
