#pragma once

#include "base/result.h"
#include "secrets/secret.h"

#include <span>
#include <string_view>

namespace strongroom::secrets {

/// The movements of staging labels (secrets-manager contract, section 3.2): pure changes of one
/// secret's metadata.

/// Attaches `labels` to the version `id`, which `secret` already holds with its value named, as
/// PutSecretValue and UpdateSecret do: labels move from wherever they were; AWSCURRENT drags
/// AWSPREVIOUS along and drops AWSPENDING from all other versions; the first version that has a
/// value always gets AWSCURRENT. A placeholder without value gets just `labels`. LimitExceeded:
/// more than 20 labels on the secret (then nothing was changed).
Result<void> attach_labels(Secret& secret, std::string_view id,
                           std::span<const std::string_view> labels);

/// Moves one label as UpdateSecretVersionStage does. `from` and `to` are version ids, empty when
/// absent. Errors as contract 5.9 has them; nothing is changed then.
Result<void> move_label(Secret& secret, std::string_view label, std::string_view from,
                        std::string_view to);

}  // namespace strongroom::secrets
