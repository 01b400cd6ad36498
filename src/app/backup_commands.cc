#include "app/backup_commands.h"

#include "app/backup_file.h"
#include "app/command_line.h"
#include "app/settings.h"

#include <fmt/format.h>

#include <memory>
#include <string>

namespace strongroom::app {
namespace {

struct Places {
  std::string file;
  std::string data_folder = default_data_folder();
};

int create(const Places& places) {
  const auto size = create_backup(places.data_folder, places.file);
  if (!size) return refused(size.error());
  fmt::print(
      "{} holds the store of {} ({} bytes).\n"
      "Keep the root key apart from it: it is not inside, and without it the backup can't be "
      "read. The audit files are not inside either.\n",
      places.file, places.data_folder, *size);
  return 0;
}

int verify(const Places& places) {
  const auto size = verify_backup(places.file);
  if (!size) return refused(size.error());
  fmt::print("{} is whole and unchanged ({} bytes).\n", places.file, *size);
  return 0;
}

int restore(const Places& places) {
  const auto size = restore_backup(places.file, places.data_folder);
  if (!size) return refused(size.error());
  fmt::print(
      "{} holds the store of {} ({} bytes).\n"
      "Next: start the server on this folder with the root key that the store had, by "
      "seal.key_file in the settings, or as {}/root.key in development mode.\n",
      places.data_folder, places.file, *size, places.data_folder);
  return 0;
}

/// One command with its FILE, and its --data where `with_folder`.
void add(const Command& parent, const char* name, const char* what, bool with_folder,
         int (*run)(const Places&)) {
  const auto places = std::make_shared<Places>();
  const Command command = parent.subcommand(name, what);
  command.option("FILE", places->file, "The backup").required();
  if (with_folder) {
    command.option("--data", places->data_folder, "The server's data folder")
        .type_name("DIR")
        .shows_default();
  }
  command.runs([places, run] { return run(*places); });
}

}  // namespace

void add_backup_commands(const Command& program) {
  const Command backup = program.family("backup", "Make and check backups");
  add(backup, "create", "Back up a server's data, while it runs or not", true, create);
  add(backup, "verify", "Check that a backup is whole and unchanged", false, verify);
  add(program, "restore", "Put a backup into a data folder that has no store", true, restore);
}

}  // namespace strongroom::app
