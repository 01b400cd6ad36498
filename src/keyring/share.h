#pragma once

#include "base/result.h"
#include "crypto/locked_memory.h"
#include "crypto/secret_bytes.h"
#include "keyring/deployment_id.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace strongroom::keyring {

/// What one holder of a Shamir seal keeps (crypto contract 8.2, docs/formats/share.md).
struct Share {
  std::array<std::byte, 4> deployment{};  ///< The first bytes of the installation's id.
  std::uint32_t set = 0;                  ///< The shares that were made together.
  std::uint8_t threshold = 0;
  std::uint8_t count = 0;
  std::uint8_t number = 0;  ///< From 1 to count.
  crypto::LockedKey value;
};

/// Characters of a share's text: eleven groups of seven.
inline constexpr std::size_t kShareText = 11 * 7 + 10;

/// The text that its holder sees once: base 32 in lower case, in groups with hyphens between.
crypto::SecretBytes text_of_share(const Share& share);

/// Reads what a holder has typed: letters of either case, hyphens and blanks anywhere.
/// InvalidInput: it is no share, or mistyped; the message holds nothing of it.
Result<Share> share_of(std::string_view text);

/// The first bytes of an installation's id, as a share has them.
std::array<std::byte, 4> short_name(const DeploymentId& deployment);

}  // namespace strongroom::keyring
