#pragma once

#include "policy/access.h"

namespace strongroom::iam {

/// A label of an entity or a session.
using Tag = policy::Tag;

}  // namespace strongroom::iam
