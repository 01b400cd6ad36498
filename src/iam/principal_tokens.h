#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::iam {

/// One principal where it stands in the text of a policy document.
struct PrincipalToken {
  std::string type;   ///< `AWS`, `Service`, `Federated`, `CanonicalUser`; empty for a bare "*".
  std::string value;  ///< Without quotes and escapes.
  std::size_t offset = 0;  ///< Of the opening quote.
  std::size_t size = 0;    ///< With both quotes.
};

/// All values of Principal and NotPrincipal of a document that parses (policy/document.h), in
/// order. Of other text: some, or none. Linear time.
std::vector<PrincipalToken> principal_tokens(std::string_view document);

}  // namespace strongroom::iam
