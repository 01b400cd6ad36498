#pragma once

#include "secrets/secret.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strongroom::secrets::testing {

/// Where secrets are unless a test says otherwise.
inline const Partition kHere{.account = "111122223333", .region = "eu-west-1"};

/// Arranges a secret for a test: `a_secret("db").described("main").with_version("v1", {kCurrent})`.
class SecretBuilder {
 public:
  explicit SecretBuilder(std::string_view name) {
    secret_.partition = kHere;
    secret_.name = name;
    secret_.suffix = {'a', '1', 'B', '2', 'c', '3'};
    secret_.created = secret_.changed = timestamp_of(1'700'000'000'000);
    // Not the real one (keyring/key_space.h), but as unique for short names.
    secret_.key[0] = std::byte{'S'};
    const std::string_view end = name.substr(name.size() - std::min<std::size_t>(name.size(), 32));
    std::ranges::copy(bytes_of(end), secret_.key.end() - static_cast<std::ptrdiff_t>(end.size()));
  }

  SecretBuilder& in(Partition partition) {
    secret_.partition = std::move(partition);
    return *this;
  }
  SecretBuilder& created(Timestamp at) {
    secret_.created = secret_.changed = at;
    return *this;
  }
  SecretBuilder& changed(Timestamp at) {
    secret_.changed = at;
    return *this;
  }
  SecretBuilder& accessed(Day day) {
    secret_.last_accessed = day;
    return *this;
  }
  SecretBuilder& scheduled_for_deletion() {
    secret_.deletion = secret_.created + std::chrono::days(30);
    return *this;
  }
  SecretBuilder& described(std::string_view description) {
    secret_.edit_extras().description = description;
    return *this;
  }
  SecretBuilder& tagged(std::string_view key, std::string_view value) {
    secret_.edit_extras().tags.push_back({std::string(key), std::string(value)});
    return *this;
  }
  /// A version that has a value, with these labels as they are: no movement.
  SecretBuilder& with_version(std::string_view id, const std::vector<std::string_view>& labels) {
    with_placeholder(id, labels);
    secret_.versions.back().value.emplace().fill(static_cast<std::byte>(secret_.versions.size()));
    return *this;
  }
  SecretBuilder& with_placeholder(std::string_view id,
                                  const std::vector<std::string_view>& labels) {
    Version& version = secret_.versions.emplace_back();
    version.id = id;
    version.created = secret_.created;
    for (const std::string_view label : labels) version.labels.add(label);
    return *this;
  }

  Secret build() const { return secret_; }
  SecretPtr share() const { return std::make_shared<const Secret>(secret_); }

 private:
  Secret secret_;
};

inline SecretBuilder a_secret(std::string_view name = "app/db") { return SecretBuilder(name); }

}  // namespace strongroom::secrets::testing
