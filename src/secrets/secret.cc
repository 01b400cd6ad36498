#include "secrets/secret.h"

#include "keyring/tables.h"
#include "secrets/secret_id.h"

#include <algorithm>

namespace strongroom::secrets {
namespace {

// The catalog's budget is 600 bytes a secret, heap blocks and indices included (catalog.cc).
static_assert(sizeof(Secret) <= 216);
static_assert(sizeof(Version) <= 104);

template <class Versions, class Predicate>
auto* first_where(Versions& versions, Predicate predicate) {
  const auto found = std::ranges::find_if(versions, predicate);
  return found == versions.end() ? nullptr : &*found;
}

auto has_id(std::string_view id) {
  return [id](const Version& version) { return version.id == id; };
}
auto has_label(std::string_view label) {
  return [label](const Version& version) { return version.labels.contains(label); };
}

}  // namespace

std::optional<SecretKey> secret_key_of(ByteView key) {
  constexpr auto kTable = static_cast<std::byte>(keyring::Table::Secrets);
  SecretKey secret_key;
  if (key.size() != secret_key.size() || key.front() != kTable) return std::nullopt;
  std::ranges::copy(key, secret_key.begin());
  return secret_key;
}

bool operator==(const Secret::Extras& a, const Secret::Extras& b) {
  return a.description == b.description && a.kms_key_id == b.kms_key_id && a.type == b.type &&
         same_policy(a.resource_policy, b.resource_policy) && a.tags == b.tags &&
         a.tagged_once == b.tagged_once;
}

std::string Secret::arn() const {
  return secret_arn(partition, name, {suffix.data(), suffix.size()});
}

std::string_view Secret::arn(Arena& arena) const {
  return secret_arn(partition, name, {suffix.data(), suffix.size()}, arena);
}

const Version* Secret::find_version(std::string_view id) const {
  return first_where(versions, has_id(id));
}
Version* Secret::find_version(std::string_view id) { return first_where(versions, has_id(id)); }

const Version* Secret::version_with(std::string_view label) const {
  return first_where(versions, has_label(label));
}
Version* Secret::version_with(std::string_view label) {
  return first_where(versions, has_label(label));
}

}  // namespace strongroom::secrets
