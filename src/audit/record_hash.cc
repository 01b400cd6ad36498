#include "audit/record_hash.h"

#include "base/bytes.h"
#include "crypto/sha256_prefix.h"

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>

namespace strongroom::audit {
namespace {

/// From here on records of one caller differ. Where a record is divided decides only about the time
/// that it takes.
constexpr std::string_view kOwnPart = R"(,"requestParameters":)";

struct Beginning {
  std::string text;
  std::optional<crypto::Sha256Prefix> hash;
};
constexpr std::size_t kRemembered = 64;

}  // namespace

crypto::Digest256 record_hash(std::string_view record) {
  thread_local std::array<Beginning, kRemembered> remembered;
  constexpr std::size_t kHashBlock = crypto::Sha256Prefix::kBlock;
  const std::size_t own = record.find(kOwnPart);
  const std::size_t shared = own == std::string_view::npos ? 0 : own / kHashBlock * kHashBlock;
  const std::string_view text = record.substr(0, shared);
  Beginning& slot = remembered[std::hash<std::string_view>()(text) % kRemembered];
  if (!slot.hash || slot.text != text) {
    slot.text = text;
    slot.hash.emplace(bytes_of(text));
  }
  return slot.hash->digest_with(bytes_of(record.substr(shared)));
}

}  // namespace strongroom::audit
