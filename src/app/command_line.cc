#include "app/command_line.h"

#include "app/audit_commands.h"
#include "app/backup_commands.h"
#include "app/banner.h"
#include "app/command.h"
#include "app/data_folder.h"
#include "app/open_store.h"
#include "app/operator_commands.h"
#include "app/operator_socket.h"
#include "app/process.h"
#include "app/seal_acts.h"
#include "app/seal_commands.h"
#include "app/sealable_server.h"
#include "app/settings.h"
#include "app/settings_file.h"
#include "base/log.h"

#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <string_view>
#include <utility>

namespace strongroom::app {
namespace {

struct Arguments {
  Overrides overrides;
  std::string config;
  std::string key_sets;
  std::string seed_file;
  std::string clock_file;
  bool ephemeral = false;
};

Result<Settings> settings_of_dev(const Arguments& arguments) {
  Settings settings;
  settings.development = true;
  settings.audit.reserve_bytes = 0;  // a developer's disk is his own
  settings.data_folder = default_data_folder();
  settings.ephemeral = arguments.ephemeral;
  settings.key_sets = arguments.key_sets;
  settings.fetch_keys = false;  // what runs in development asks nobody outside
  settings.seed_file = arguments.seed_file;
  settings.clock_file = arguments.clock_file;
  SR_CHECK(apply(arguments.overrides, settings));
  SR_CHECK(take_access_key(settings));
  SR_CHECK(check(settings));
  return settings;
}

Result<Settings> settings_of_serve(const Arguments& arguments) {
  SR_TRY(Settings settings, read_settings_file(arguments.config));
  settings.clock_file = arguments.clock_file;
  SR_CHECK(apply(arguments.overrides, settings));
  SR_CHECK(take_access_key(settings));
  SR_CHECK(check(settings));
  SR_CHECK(check_files(settings));
  return settings;
}

/// A file system without sockets is no reason not to serve.
std::unique_ptr<OperatorSocket> open_operator_socket(const DataFolder& folder, SealActs& acts) {
  auto opened = OperatorSocket::open(folder.path(), [&acts](std::string_view line, Arena& arena) {
    return acts.answer(line, arena);
  });
  if (opened) return *std::move(opened);
  log::warning("the operator's commands can't reach this server: {}", opened.error().message());
  return nullptr;
}

/// Serves until it is told to end.
int serve(Result<Settings> settings) {
  if (!settings) return refused(settings.error());
  log::set_level(settings->log_level);
  harden_process();
  const EndSignals end;
  auto folder =
      settings->ephemeral ? DataFolder::temporary() : DataFolder::open(settings->data_folder);
  if (!folder) return refused(folder.error());
  if (auto taken = take_development_key(*settings, *folder); !taken) return refused(taken.error());
  auto server = SealableServer::open(*std::move(settings), *folder);
  if (!server) return refused(server.error());

  (*server)->start();
  SealActs acts(**server);
  auto operator_socket = open_operator_socket(*folder, acts);
  print_banner((*server)->settings(), *folder, (*server)->port());
  end.wait();
  log::info("ending: requests in flight are answered first");
  operator_socket.reset();
  (*server)->stop();
  return 0;
}

/// Returns --data.
Option add_overrides(const Command& command, Overrides& overrides) {
  command.option("--listen", overrides.listen, "Where to listen; port 0 takes a free one")
      .type_name("ADDRESS:PORT");
  const Option data =
      command.option("--data", overrides.data, "Folder that holds all data; made when absent")
          .type_name("DIR");
  command.option("--account", overrides.account, "Account id, twelve digits").type_name("ID");
  command.option("--region", overrides.region, "The only Region to serve").type_name("NAME");
  command.option("--log-level", overrides.log_level, "The least that the log shows: info")
      .type_name("LEVEL")
      .one_of({"debug", "info", "warning", "error"});
  return data;
}

/// For tests, and so in no help.
void add_clock_file(const Command& command, Arguments& arguments) {
  command
      .option("--clock-file", arguments.clock_file,
              "File with an offset in milliseconds to the clock")
      .hidden();
}

void add_dev(const Command& program, Arguments& arguments) {
  const Command dev = program.subcommand(
      "dev", "Serve for development: 127.0.0.1:4566, access key test/test, any Region");
  const Option data = add_overrides(dev, arguments.overrides);
  dev.flag("--ephemeral", arguments.ephemeral,
           "Keep the data in a temporary folder, removed at the end")
      .excludes(data);
  dev.option("--key-sets", arguments.key_sets,
             "Folder with the published keys of identity providers")
      .type_name("DIR");
  dev.option("--seed", arguments.seed_file,
             "Make the users, roles, policies and secrets that FILE (TOML) declares")
      .type_name("FILE");
  add_clock_file(dev, arguments);
  dev.runs([&arguments] { return serve(settings_of_dev(arguments)); });
}

void add_serve(const Command& program, Arguments& arguments) {
  const Command production =
      program.subcommand("serve", "Serve for production, by a settings file");
  production.option("--config", arguments.config, "Settings file (TOML)")
      .type_name("FILE")
      .required();
  add_overrides(production, arguments.overrides);
  add_clock_file(production, arguments);
  production.runs([&arguments] { return serve(settings_of_serve(arguments)); });
}

}  // namespace

int refused(const Error& error) {
  fmt::print(stderr, "strongroom: {}\n", error.message());
  return error.code() == ErrorCode::InvalidSetting ? kWrongSettings : kFailed;
}

int run(int argc, char** argv) {
  constexpr Program kProgram{
      .name = "strongroom",
      .what = "Strongroom: a secrets manager that speaks the AWS Secrets Manager API.",
      .version = STRONGROOM_VERSION};
  Arguments arguments;
  return run_command(kProgram, argc, argv, [&arguments](const Command& program) {
    add_dev(program, arguments);
    add_serve(program, arguments);
    add_operator_commands(program);
    add_seal_commands(program);
    add_audit_commands(program);
    add_backup_commands(program);
  });
}

}  // namespace strongroom::app
