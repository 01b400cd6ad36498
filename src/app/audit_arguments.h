#pragma once

#include "app/command_place.h"
#include "app/data_folder.h"
#include "app/open_store.h"
#include "app/settings.h"
#include "audit/reading.h"
#include "audit/trail.h"
#include "base/clock.h"
#include "base/result.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace strongroom::app {

/// Of the commands of `strongroom audit`, each of which has some of them.
struct AuditArguments : Place {
  std::string folder;
  std::string public_key;
  std::string from;
  std::string to;
  std::vector<std::string> filters;
  std::optional<int> descriptor;
  std::size_t lines = 10;
  bool follow = false;
  std::string format = "json";
  std::string output;
  std::string bucket{audit::kTrailName};
};

/// Where the audit files lie.
Result<std::string> folder_of(const AuditArguments& arguments);

/// `2026-01-15T12:00:00Z`, or a day, which is its beginning; nothing for an empty text.
/// InvalidSetting.
Result<std::optional<Timestamp>> time_of(const char* option, const std::string& text);

/// InvalidSetting.
Result<audit::RecordFilter> filter_of(const AuditArguments& arguments);

/// The store of a stopped server, open; asks for what its seal wants.
struct StoppedServer {
  DataFolder folder;
  std::unique_ptr<OpenStore> store;
};
/// InvalidSetting with the reason and the remedy.
Result<StoppedServer> open_stopped(Settings settings, const std::optional<int>& descriptor);

}  // namespace strongroom::app
