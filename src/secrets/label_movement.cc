#include "secrets/label_movement.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <string>
#include <vector>

namespace strongroom::secrets {
namespace {

constexpr std::size_t kMaxLabels = 20;  // secrets-manager contract, section 8

/// A label is on one version at most.
void give(Secret& secret, Version& to, std::string_view label) {
  for (Version& version : secret.versions) {
    if (&version != &to) version.labels.remove(label);
  }
  to.labels.add(label);
}

/// AWSCURRENT goes to `to`, AWSPREVIOUS to the version that had it.
void promote(Secret& secret, Version& to) {
  Version* const demoted = secret.version_with(kCurrent);
  if (demoted == &to) return;
  give(secret, to, kCurrent);
  if (demoted != nullptr) give(secret, *demoted, kPrevious);
}

/// Lets `change` move labels, and takes all of it back when the secret then has too many.
template <class Change>
Result<void> within_limit(Secret& secret, Change change) {
  std::vector<StagingLabels> before;
  before.reserve(secret.versions.size());
  for (const Version& version : secret.versions) before.push_back(version.labels);

  change();

  std::size_t count = 0;
  for (const Version& version : secret.versions) count += version.labels.size();
  if (count <= kMaxLabels) return {};
  for (std::size_t i = 0; i < before.size(); ++i) {
    secret.versions[i].labels = std::move(before[i]);
  }
  return failure(ErrorCode::LimitExceeded,
                 "You exceeded the maximum number of staging labels allowed on a secret.");
}

Result<void> check_versions(const Secret& secret, std::string_view from, std::string_view to) {
  if (from.empty() && to.empty()) {
    return failure(ErrorCode::InvalidParameter,
                   "You must specify RemoveFromVersionId, MoveToVersionId, or both.");
  }
  for (const std::string_view id : {from, to}) {
    if (id.empty() || secret.find_version(id) != nullptr) continue;
    return failure(
        ErrorCode::ResourceNotFound,
        fmt::format("Secrets Manager can't find the specified secret value for VersionId: {}", id));
  }
  return {};
}

Result<void> detach(Version& from, std::string_view label) {
  if (label == kCurrent) {
    return failure(ErrorCode::InvalidParameter,
                   "You can only move staging label AWSCURRENT to a different secret version. It "
                   "can't be completely removed.");
  }
  if (!from.labels.contains(label)) {
    return failure(ErrorCode::InvalidParameter,
                   fmt::format("Version stage {} not found in version {}", label, from.id));
  }
  from.labels.remove(label);
  return {};
}

/// The caller must name the version that loses the label.
Result<void> check_holder(const Version* holder, std::string_view label, std::string_view from) {
  if (holder != nullptr && from.empty()) {
    return failure(ErrorCode::InvalidParameter,
                   fmt::format("The parameter RemoveFromVersionId can't be empty. Staging label {} "
                               "is currently attached to version {}, so you must explicitly "
                               "reference that version in RemoveFromVersionId.",
                               label, holder->id));
  }
  if (!from.empty() && (holder == nullptr || holder->id != from)) {
    return failure(ErrorCode::InvalidParameter,
                   fmt::format("When you move staging label {}, if you specify "
                               "RemoveFromVersionId, it must be set to the version that currently "
                               "has the staging label {}.",
                               label, label));
  }
  return {};
}

}  // namespace

Result<void> attach_labels(Secret& secret, std::string_view id,
                           std::span<const std::string_view> labels) {
  Version* const version = secret.find_version(id);
  assert(version != nullptr);
  const bool first = version->value && secret.version_with(kCurrent) == nullptr;
  const bool becomes_current = first || (std::ranges::find(labels, kCurrent) != labels.end() &&
                                         !version->labels.contains(kCurrent));
  return within_limit(secret, [&] {
    if (becomes_current) {
      promote(secret, *version);
      // A new current version abandons a rotation under way (contract 3.2, no. 5).
      for (Version& other : secret.versions) {
        if (&other != version) other.labels.remove(kPending);
      }
    }
    for (const std::string_view label : labels) give(secret, *version, label);
  });
}

Result<void> move_label(Secret& secret, std::string_view label, std::string_view from,
                        std::string_view to) {
  SR_CHECK(check_versions(secret, from, to));
  if (to.empty()) return detach(*secret.find_version(from), label);

  const Version* const holder = secret.version_with(label);
  const bool there_already = holder != nullptr && holder->id == to;
  if (there_already && (from.empty() || from == to)) return {};
  SR_CHECK(check_holder(holder, label, from));

  Version& target = *secret.find_version(to);
  return within_limit(secret, [&] {
    if (label == kCurrent) {
      promote(secret, target);
    } else {
      give(secret, target, label);
    }
  });
}

}  // namespace strongroom::secrets
