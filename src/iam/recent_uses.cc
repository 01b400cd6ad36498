#include "iam/recent_uses.h"

#include "iam/user_changes.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <functional>
#include <utility>

namespace strongroom::iam {
namespace {

/// What a thread remembers of one key or role; another one of the same place takes it over.
struct Noted {
  std::uint64_t by = 0;
  std::string id;
  Timestamp at;
};
constexpr std::size_t kRemembered = 256;

Noted& place_of(std::string_view id) {
  thread_local std::array<Noted, kRemembered> places;
  return places[std::hash<std::string_view>{}(id) % kRemembered];
}

std::uint64_t next_number() {
  static std::atomic<std::uint64_t> last = 0;
  return ++last;
}

}  // namespace

RecentUses::RecentUses() : number_(next_number()) {}

void RecentUses::note(Of of, std::string_view id, std::string_view service, std::string_view region,
                      Timestamp now) {
  Noted& noted = place_of(id);
  const bool is_recent = now >= noted.at && now - noted.at < kLastUseAge;
  if (is_recent && noted.by == number_ && noted.id == id) return;
  noted.by = number_;
  noted.id = id;
  noted.at = now;
  const std::scoped_lock lock(mutex_);
  uses_.insert_or_assign(std::string(id), Use{.of = of,
                                              .id = std::string(id),
                                              .at = now,
                                              .service = std::string(service),
                                              .region = std::string(region)});
}

std::vector<RecentUses::Use> RecentUses::take() {
  std::vector<Use> taken;
  const std::scoped_lock lock(mutex_);
  taken.reserve(uses_.size());
  for (auto& [id, use] : uses_) taken.push_back(std::move(use));
  uses_.clear();
  return taken;
}

void RecentUses::put_back(const Use& use) {
  const std::scoped_lock lock(mutex_);
  uses_.try_emplace(use.id, use);
}

}  // namespace strongroom::iam
