#pragma once

#include "iam/entities.h"
#include "iam/names.h"

#include <cstring>
#include <functional>
#include <map>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace strongroom::iam {

/// The end of a store key is the output of an HMAC: uniform as it is.
struct StoreKeyHash {
  std::size_t operator()(const StoreKey& key) const {
    std::size_t hash = 0;
    std::memcpy(&hash, key.data() + key.size() - sizeof hash, sizeof hash);
    return hash;
  }
};

/// All entities of one kind, by store key, by account and name ignoring case, and by unique id.
/// Views point into the entities. Not synchronised: the directory's lock guards it.
template <class E>
class EntityTable {
 public:
  using Ptr = std::shared_ptr<const E>;

  Ptr find(std::string_view account, std::string_view name) const {
    const auto found = by_name_.find(Name{account, name});
    return found == by_name_.end() ? nullptr : found->second;
  }
  Ptr find_by_id(std::string_view id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : found->second;
  }
  /// In the order of names.
  std::vector<Ptr> all(std::string_view account) const {
    std::vector<Ptr> entities;
    for (auto at = by_name_.lower_bound(Name{account, {}});
         at != by_name_.end() && at->first.first == account; ++at) {
      entities.push_back(at->second);
    }
    return entities;
  }
  std::size_t count(std::string_view account) const {
    const auto found = counts_.find(account);
    return found == counts_.end() ? 0 : found->second;
  }

  /// Takes the place of the one with this store key; returns that one.
  Ptr put(Ptr entity) {
    Ptr former = erase(entity->key);
    by_key_.emplace(entity->key, entity);
    // A rename stores the same id and perhaps, in another spelling, the same name under a new key,
    // before or after the old one is erased; a key of a map must not outlive what it views.
    by_name_.erase(Name{entity->account, entity->name});
    by_name_.emplace(Name{entity->account, entity->name}, entity);
    if (!entity->id.empty()) {
      by_id_.erase(entity->id);
      by_id_.emplace(entity->id, entity);
    }
    ++counts_[entity->account];
    return former;
  }
  /// Null when there is none.
  Ptr erase(const StoreKey& key) {
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return nullptr;
    Ptr former = std::move(found->second);
    by_key_.erase(found);
    drop(by_name_, Name{former->account, former->name}, former);
    drop(by_id_, std::string_view(former->id), former);
    if (const auto counted = counts_.find(former->account); --counted->second == 0) {
      counts_.erase(counted);
    }
    return former;
  }

 private:
  using Name = std::pair<std::string_view, std::string_view>;
  struct NameLess {
    bool operator()(const Name& a, const Name& b) const {
      if (a.first != b.first) return a.first < b.first;
      return less_ignoring_case(a.second, b.second);
    }
  };

  template <class Index, class Key>
  static void drop(Index& index, const Key& key, const Ptr& entity) {
    const auto found = index.find(key);
    if (found != index.end() && found->second == entity) index.erase(found);
  }

  std::unordered_map<StoreKey, Ptr, StoreKeyHash> by_key_;
  std::map<Name, Ptr, NameLess> by_name_;
  std::unordered_map<std::string_view, Ptr> by_id_;
  std::map<std::string, std::size_t, std::less<>> counts_;
};

}  // namespace strongroom::iam
