#pragma once

#include "app/seed_file.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/result.h"
#include "ops/context.h"
#include "store/store.h"

#include <functional>
#include <string_view>

namespace strongroom::app {

/// Where a seed is sown.
struct SeedBed {
  const ops::Services& services;
  store::Store& store;
  const Clock& clock;
  /// Writes one audit record.
  std::function<Result<void>(std::string_view line)> record;
};

/// The audit record of one change of a seed. In the arena.
std::string_view seed_record(const SeedBed& bed, std::string_view account,
                             std::string_view resource, Arena& arena);

/// Makes what a seed declares and is not there yet. Policies get the text that is declared;
/// attachments, groups and tags that are missing are added, and nothing is taken away. A secret
/// that exists keeps its value. Each change is recorded. InvalidSetting with file, line and reason
/// at the first item that is refused; those before it stay.
Result<void> sow(const Seed& seed, const SeedBed& bed);

/// Does the same on an empty store in memory: everything that is wrong with the file itself shows
/// here. All that an item names must be in the file or be AWS's.
Result<void> rehearse(const Seed& seed, const Clock& clock);

}  // namespace strongroom::app
