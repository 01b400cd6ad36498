#pragma once

#include "iam/directory.h"

#include <string>
#include <string_view>

namespace strongroom::ops::iam_api {

/// The credential report of an account: CSV with AWS's 22 columns, a line for root, then one for
/// each user by name. Source: iam contract 3.10.
std::string credential_report_text(const strongroom::iam::Directory& directory,
                                   std::string_view account);

}  // namespace strongroom::ops::iam_api
