#pragma once

#include "policy/problem.h"

#include <string>

namespace strongroom::policy {

/// What IAM and STS say about a policy with this problem, under the code MalformedPolicyDocument
/// (policy contract 1.1).
std::string iam_problem_text(const Problem& problem);

}  // namespace strongroom::policy
