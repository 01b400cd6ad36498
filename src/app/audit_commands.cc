#include "app/audit_commands.h"

#include "app/audit_arguments.h"
#include "app/audit_export.h"
#include "app/command_line.h"
#include "app/command_place.h"
#include "app/export_key_rotation.h"
#include "app/operator_client.h"
#include "app/operator_message.h"
#include "app/wrong.h"
#include "audit/reading.h"
#include "audit/verify.h"
#include "base/arena.h"
#include "crypto/public_key_pem.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <deque>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace strongroom::app {
namespace {

constexpr std::chrono::milliseconds kPollPeriod{200};

/// Of the running server, or of the store of a stopped one.
Result<std::string> own_public_key(const AuditArguments& arguments) {
  SR_TRY(Settings settings, settings_of(arguments));
  Arena arena;
  SR_TRY(const auto answer, ask_server(settings.data_folder, {{"act", "audit-public-key"}}, arena));
  if (answer) return std::string(text_member(*answer, "text"));
  SR_TRY(const StoppedServer stopped, open_stopped(std::move(settings), arguments.descriptor));
  return stopped.store->audit_public_keys();
}

Result<std::vector<crypto::PublicKey>> keys_of(const AuditArguments& arguments) {
  std::string pem;
  if (arguments.public_key.empty()) {
    SR_TRY(pem, own_public_key(arguments));
  } else {
    std::ostringstream text;
    text << std::ifstream(arguments.public_key).rdbuf();
    pem = text.str();
  }
  std::vector<crypto::PublicKey> keys = crypto::keys_of_pem(pem);
  if (keys.empty()) {
    return wrong(fmt::format("{}: holds no public key. 'strongroom audit public-key' prints it.",
                             arguments.public_key));
  }
  return keys;
}

Result<audit::VerificationReport> verified(const AuditArguments& arguments) {
  audit::Verification what;
  SR_TRY(what.keys, keys_of(arguments));
  SR_TRY(what.folder, folder_of(arguments));
  SR_TRY(what.from, time_of("--from", arguments.from));
  SR_TRY(what.to, time_of("--to", arguments.to));
  return audit::verify(what);
}

int verify(const AuditArguments& arguments) {
  const auto report = verified(arguments);
  if (!report) return refused(report.error());
  fmt::print("{}", audit::text_of(*report));
  return report->whole() ? 0 : 1;
}

int print_public_key(const AuditArguments& arguments) {
  const auto key = own_public_key(arguments);
  if (!key) return refused(key.error());
  fmt::print("{}", *key);
  return 0;
}

int export_records(const AuditArguments& arguments) {
  const auto done = exported(arguments);
  return done ? 0 : refused(done.error());
}

Result<std::string> rotated(const AuditArguments& arguments) {
  SR_TRY(Settings settings, settings_of(arguments));
  Arena arena;
  SR_TRY(const auto answer, ask_server(settings.data_folder, {{"act", "audit-rotate-key"}}, arena));
  if (answer) return std::string(text_member(*answer, "fingerprint"));
  SR_TRY(const StoppedServer stopped, open_stopped(std::move(settings), arguments.descriptor));
  return rotate_export_key(*stopped.store);
}

int rotate_key(const AuditArguments& arguments) {
  const auto fingerprint = rotated(arguments);
  if (!fingerprint) return refused(fingerprint.error());
  fmt::print("{}\n", *fingerprint);
  return 0;
}

Result<void> tailed(const AuditArguments& arguments) {
  SR_TRY(const std::string folder, folder_of(arguments));
  SR_TRY(const audit::RecordFilter filter, filter_of(arguments));
  audit::Follower follower(folder);
  std::deque<std::string> last;
  SR_CHECK(follower.read(filter, [&](const std::string& record) {
    last.push_back(record);
    if (last.size() > arguments.lines) last.pop_front();
  }));
  for (const std::string& record : last) fmt::print("{}\n", record);
  while (arguments.follow && std::fflush(stdout) == 0) {
    std::this_thread::sleep_for(kPollPeriod);
    SR_CHECK(follower.read(filter, [](const std::string& record) { fmt::print("{}\n", record); }));
  }
  return {};
}

int tail(const AuditArguments& arguments) {
  const auto done = tailed(arguments);
  return done ? 0 : refused(done.error());
}

struct AuditCommand {
  Command command;
  std::shared_ptr<AuditArguments> arguments;
};

AuditCommand add(const Command& parent, const char* name, const char* what,
                 int (*run)(const AuditArguments&)) {
  AuditCommand added{.command = parent.subcommand(name, what),
                     .arguments = std::make_shared<AuditArguments>()};
  add_place(added.command, *added.arguments);
  added.command.runs([arguments = added.arguments, run] { return run(*arguments); });
  return added;
}

void add_folder(const AuditCommand& to) {
  to.command
      .option("--dir", to.arguments->folder,
              "Folder of audit files; the server's unless it is given")
      .type_name("DIR");
}

void add_times(const AuditCommand& to) {
  to.command.option("--from", to.arguments->from, "Not before this day or moment, UTC")
      .type_name("TIME");
  to.command.option("--to", to.arguments->to, "Not after it").type_name("TIME");
}

void add_filters(const AuditCommand& to) {
  to.command
      .option("--filter", to.arguments->filters,
              "Only records with this value, as in eventName=GetSecretValue, errorCode=..., "
              "Username=..., ResourceName=...; may be repeated")
      .type_name("NAME=VALUE")
      .repeated();
}

void add_formats(const AuditCommand& to) {
  to.command
      .option("--format", to.arguments->format,
              "json, or cloudtrail: compressed files and signed digests in CloudTrail's layout")
      .one_of({"json", "cloudtrail"})
      .shows_default();
  to.command
      .option("--output", to.arguments->output,
              "New folder for the files; what is in it belongs into a bucket")
      .type_name("DIR");
  to.command.option("--bucket", to.arguments->bucket, "The bucket that digests name")
      .shows_default();
  add_descriptor(to.command, to.arguments->descriptor);
}

}  // namespace

void add_audit_commands(const Command& program) {
  const Command audit = program.family("audit", "Read and verify audit records");

  const AuditCommand verifying =
      add(audit, "verify", "Prove that the records are whole, or name what is not", &verify);
  add_folder(verifying);
  add_times(verifying);
  verifying.command
      .option("--public-key", verifying.arguments->public_key,
              "The server's key, as 'audit public-key' printed it")
      .type_name("FILE");
  add_descriptor(verifying.command, verifying.arguments->descriptor);

  const AuditCommand following =
      add(audit, "tail", "Print the last records, and those that come", &tail);
  add_folder(following);
  add_filters(following);
  following.command.option("-n,--lines", following.arguments->lines, "How many to begin with")
      .shows_default();
  following.command.flag("-f,--follow", following.arguments->follow, "Go on with new ones");

  const AuditCommand exporting =
      add(audit, "export", "Print records, a line each, or write files as CloudTrail does",
          &export_records);
  add_folder(exporting);
  add_times(exporting);
  add_filters(exporting);
  add_formats(exporting);

  const AuditCommand printing = add(
      audit, "public-key", "Print the key that verifies this server's records", &print_public_key);
  add_descriptor(printing.command, printing.arguments->descriptor);

  const AuditCommand rotating = add(
      audit, "rotate-key",
      "Sign exports in CloudTrail's form with a new key, and print its fingerprint", &rotate_key);
  add_descriptor(rotating.command, rotating.arguments->descriptor);
}

}  // namespace strongroom::app
