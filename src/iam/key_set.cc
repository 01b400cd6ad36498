#include "iam/key_set.h"

#include "base/base64url.h"
#include "iam/json_members.h"

#include <utility>

namespace strongroom::iam {
namespace {

std::optional<Bytes> number_in(const policy::Json& key, std::string_view name) {
  const auto text = text_member(key, name);
  return text ? bytes_of_base64url(*text) : std::nullopt;
}

std::optional<crypto::PublicKey> public_key_of(const policy::Json& key) {
  const auto type = text_member(key, "kty");
  if (type == "RSA") {
    const auto modulus = number_in(key, "n");
    const auto exponent = number_in(key, "e");
    if (modulus && exponent) return crypto::PublicKey::rsa(*modulus, *exponent);
  } else if (type == "EC") {
    const auto curve = text_member(key, "crv");
    const auto x = number_in(key, "x");
    const auto y = number_in(key, "y");
    if (curve && x && y) return crypto::PublicKey::elliptic(*curve, *x, *y);
  }
  return std::nullopt;
}

}  // namespace

struct KeySet::Reader {
  static std::optional<Entry> entry_of(const policy::Json& key) {
    const auto id = text_member(key, "kid");
    if (!id || text_member(key, "use").value_or("sig") != "sig") return std::nullopt;
    const auto name = text_member(key, "alg");
    const auto algorithm = name ? crypto::signature_algorithm(*name) : std::nullopt;
    if (name && !algorithm) return std::nullopt;
    auto read = public_key_of(key);
    if (!read) return std::nullopt;
    return Entry{.id = std::string(*id), .algorithm = algorithm, .key = std::move(*read)};
  }
};

std::optional<KeySet> KeySet::parse(std::string_view document) {
  if (document.size() > kLongestDocument) return std::nullopt;
  const auto json = policy::parse_strict_json(document);
  if (!json) return std::nullopt;
  const policy::Json* const keys = member(*json, "keys");
  if (keys == nullptr || keys->kind != policy::Json::Kind::Array || keys->items.size() > kMostKeys)
    return std::nullopt;
  KeySet set;
  for (const policy::Json& key : keys->items) {
    if (auto entry = Reader::entry_of(key)) set.keys_.push_back(std::move(*entry));
  }
  return set;
}

const crypto::PublicKey* KeySet::find(std::string_view key_id,
                                      crypto::SignatureAlgorithm algorithm) const {
  for (const Entry& entry : keys_) {
    if (entry.id != key_id || !entry.key.fits(algorithm)) continue;
    if (entry.algorithm.value_or(algorithm) == algorithm) return &entry.key;
  }
  return nullptr;
}

}  // namespace strongroom::iam
