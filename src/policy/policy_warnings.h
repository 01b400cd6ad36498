#pragma once

#include "policy/document.h"

#include <cstdint>
#include <string>
#include <vector>

namespace strongroom::policy {

/// Something that is allowed but seldom meant.
struct PolicyWarning {
  enum class Kind : std::uint8_t {
    /// A service may act here for anybody: neither aws:SourceArn nor aws:SourceAccount limits it.
    ServiceWithoutSource,
    /// ForAllValues in an Allow holds for a request that has no such key at all.
    ForAllValuesInAllow,
  };
  Kind kind;
  std::string where;  ///< "Statement[1]"
};

/// Policy contract 8 and 4.2. In the order of the statements.
std::vector<PolicyWarning> policy_warnings(const Document& document);

}  // namespace strongroom::policy
