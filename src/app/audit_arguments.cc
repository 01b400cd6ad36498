#include "app/audit_arguments.h"

#include "app/asked_seals.h"
#include "app/process.h"
#include "app/secret_prompt.h"
#include "app/wrong.h"
#include "audit/event_time.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace strongroom::app {
Result<std::string> folder_of(const AuditArguments& arguments) {
  if (!arguments.folder.empty()) return arguments.folder;
  SR_TRY(const Settings settings, settings_of(arguments));
  return settings.audit.folder.empty() ? settings.data_folder + "/audit" : settings.audit.folder;
}

Result<std::optional<Timestamp>> time_of(const char* option, const std::string& text) {
  if (text.empty()) return std::optional<Timestamp>();
  const bool day = text.size() == std::string_view("2026-01-15").size();
  if (const auto time = audit::parse_event_time(day ? text + "T00:00:00Z" : text)) return time;
  return wrong(
      fmt::format("{} {}: write 2026-01-15 or 2026-01-15T12:00:00Z, in UTC.", option, text));
}

Result<audit::RecordFilter> filter_of(const AuditArguments& arguments) {
  audit::RecordFilter filter;
  SR_TRY(filter.from, time_of("--from", arguments.from));
  SR_TRY(filter.to, time_of("--to", arguments.to));
  for (const std::string& text : arguments.filters) {
    const std::size_t equals = text.find('=');
    if (equals == 0 || equals == std::string::npos) {
      return wrong(
          fmt::format("--filter {}: write NAME=VALUE, as in eventName=GetSecretValue.", text));
    }
    filter.values.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return filter;
}

Result<StoppedServer> open_stopped(Settings settings, const std::optional<int>& descriptor) {
  if (!holds_store(settings)) {
    return wrong(
        fmt::format("data folder {}: holds no store. Name it by --data DIR or --config FILE.",
                    settings.data_folder));
  }
  harden_process();
  SR_TRY(DataFolder folder, DataFolder::open(settings.data_folder));
  SR_CHECK(take_development_key(settings, folder));
  const SecretPrompt prompt(descriptor);
  SR_TRY(const AskedSeals seals, AskedSeals::of_store(settings, folder, prompt));
  SR_TRY(auto store, seals.open(settings, folder));
  return StoppedServer{.folder = std::move(folder), .store = std::move(store)};
}

}  // namespace strongroom::app
