#pragma once

#include "policy/access.h"
#include "policy/caller.h"
#include "policy/document.h"
#include "policy/environment.h"

#include <span>
#include <string>
#include <vector>

namespace strongroom::policy {

/// The condition keys and variables of a document, as written, each once (ignoring case), sorted:
/// what GetContextKeysForCustomPolicy lists (iam contract 3.10).
std::vector<std::string> context_keys(const Document& document);
/// Of several documents together.
std::vector<std::string> context_keys(std::span<const Document> documents);

/// Those of `keys` for which the request has no value: MissingContextValues of a simulation.
std::vector<std::string> missing_context_keys(std::span<const std::string> keys,
                                              const AccessRequest& request, const Caller& caller,
                                              const Environment& environment);

}  // namespace strongroom::policy
