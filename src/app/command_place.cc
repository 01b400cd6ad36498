#include "app/command_place.h"

#include "app/data_folder.h"
#include "app/settings_file.h"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

namespace strongroom::app {

Option add_place(const Command& command, Place& place) {
  const Option config =
      command.option("--config", place.config, "Settings file (TOML) of the server")
          .type_name("FILE");
  command
      .option("--data", place.overrides.data,
              "The server's data folder; that of 'strongroom dev' unless --config is given")
      .type_name("DIR");
  return config;
}

void add_descriptor(const Command& command, std::optional<int>& descriptor) {
  command
      .option("--descriptor", descriptor,
              "Read what the seal asks for from this file descriptor, a line each")
      .type_name("N");
}

Result<Settings> settings_of(const Place& place) {
  Settings settings;
  if (place.config.empty()) {
    settings.development = true;
    settings.data_folder = default_data_folder();
  } else {
    SR_TRY(settings, read_settings_file(place.config));
  }
  SR_CHECK(apply(place.overrides, settings));
  SR_CHECK(check(settings));
  return settings;
}

bool holds_store(const Settings& settings) {
  std::error_code none;
  return std::filesystem::exists(DataFolder::database_in(settings.data_folder), none);
}

std::unexpected<Error> no_server(const Settings& settings) {
  return failure(ErrorCode::InvalidSetting,
                 fmt::format("no server runs on {}. Name its folder by --data DIR, or its settings "
                             "by --config FILE.",
                             settings.data_folder));
}

}  // namespace strongroom::app
