#pragma once

#include <string>

namespace strongroom::policy {

/// What an `AWS` principal of a policy meant when it was saved: the user or role with this unique
/// id, or a session of this role, whoever has the name later (policy contract 2.1).
struct PrincipalBinding {
  std::string arn;  ///< As written in the document.
  std::string id;
  friend bool operator==(const PrincipalBinding&, const PrincipalBinding&) = default;
};

}  // namespace strongroom::policy
