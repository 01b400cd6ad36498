#pragma once

#include <cstddef>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

namespace strongroom {

/// Values by name, of at most so many names: the one that was used longest ago is forgotten first.
/// For what outsiders make us remember. Not thread-safe.
template <class Value>
class RecentMap {
 public:
  /// `most` is at least 1.
  explicit RecentMap(std::size_t most) : most_(most) {}

  /// Null when it is not remembered. Looking is no use.
  const Value* find(std::string_view name) const {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? nullptr : &found->second->value;
  }
  /// A default value when it is not remembered.
  Value& use(std::string_view name) {
    if (const auto found = by_name_.find(name); found != by_name_.end()) {
      entries_.splice(entries_.begin(), entries_, found->second);
    } else {
      if (entries_.size() >= most_) erase(entries_.back().name);
      entries_.push_front({.name = std::string(name), .value = {}});
      by_name_.emplace(entries_.front().name, entries_.begin());
    }
    return entries_.front().value;
  }
  void erase(std::string_view name) {
    const auto found = by_name_.find(name);
    if (found == by_name_.end()) return;
    const auto entry = found->second;
    by_name_.erase(found);
    entries_.erase(entry);
  }

 private:
  struct Entry {
    std::string name;
    Value value;
  };
  using Entries = std::list<Entry>;

  std::size_t most_;
  Entries entries_;  // the last used first
  std::unordered_map<std::string_view, typename Entries::iterator> by_name_;
};

}  // namespace strongroom
