#include "app/seal_commands.h"

#include "app/command_line.h"
#include "app/command_place.h"
#include "app/data_folder.h"
#include "app/operator_client.h"
#include "app/operator_message.h"
#include "app/process.h"
#include "app/seal_settings.h"
#include "app/secret_prompt.h"
#include "base/arena.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strongroom::app {
namespace {

using boost::json::object;

struct SealArguments : Place {
  std::optional<int> descriptor;
  unsigned shares = 0;
  unsigned threshold = 0;
  bool without_shares = false;
  bool status = false;
};

/// Asks the server that runs; there must be one.
Result<object> ask(const Settings& settings, std::span<const Member> request, Arena& arena) {
  SR_TRY(auto answer, send_to_server(settings.data_folder, message_of(request, arena), arena));
  if (!answer) return no_server(settings);
  return *std::move(answer);
}

Result<object> ask(const Settings& settings, std::string_view act, Arena& arena) {
  return ask(settings, std::vector<Member>{{"act", act}}, arena);
}

Result<void> show_status(const SealArguments& arguments, Arena& arena) {
  SR_TRY(const Settings settings, settings_of(arguments));
  SR_TRY(const object answer, ask(settings, "status", arena));
  fmt::print("{}", text_member(answer, "text"));
  return {};
}

Result<void> unseal(const SealArguments& arguments, Arena& arena) {
  SR_TRY(const Settings settings, settings_of(arguments));
  SR_TRY(const object status, ask(settings, "status", arena));
  if (text_member(status, "state") == "open") {
    fmt::print("The server is open already.\n");
    return {};
  }
  std::vector<Member> request{{"act", "unseal"}};
  crypto::SecretBytes given;
  if (const std::string_view asked = text_member(status, "asks"); asked != "nothing") {
    SR_TRY(given,
           SecretPrompt(arguments.descriptor).ask(asked == "share" ? "Share" : "Passphrase"));
    request.emplace_back(asked, text_of(given.reveal()));
  }
  SR_TRY(const object answer, ask(settings, request, arena));
  if (text_member(answer, "state") == "open") {
    fmt::print("The server is open.\n");
  } else {
    fmt::print("{} of {} shares. The server is still sealed.\n", text_member(answer, "have"),
               text_member(answer, "need"));
  }
  return {};
}

Result<void> seal(const SealArguments& arguments, Arena& arena) {
  SR_TRY(const Settings settings, settings_of(arguments));
  SR_CHECK(ask(settings, "seal", arena));
  fmt::print("The server is sealed. 'strongroom unseal' opens it again.\n");
  return {};
}

/// What the server is to make slots for: the seal of the settings file as it is now.
Result<std::vector<Member>> rekey_request(const SealArguments& arguments, const Settings& settings,
                                          const SecretPrompt& prompt,
                                          crypto::SecretBytes& passphrase, Arena& arena) {
  std::vector<Member> request{{"act", "rekey-begin"}};
  for (const auto& [name, member] : kSealFields) {
    request.emplace_back(name, settings.seal.*member);
  }
  if (asked_by(settings.seal, false) == Asked::Passphrase) {
    SR_TRY(passphrase, prompt.ask_new("New passphrase"));
    request.emplace_back("passphrase", text_of(passphrase.reveal()));
  }
  if (arguments.shares != 0) {
    request.emplace_back("shares", arena.copy(std::to_string(arguments.shares)));
    request.emplace_back("threshold", arena.copy(std::to_string(arguments.threshold)));
  }
  if (arguments.without_shares) request.emplace_back("without_shares", "yes");
  return request;
}

std::vector<crypto::SecretBytes> shares_of(const object& answer) {
  std::vector<crypto::SecretBytes> shares;
  while (true) {
    const auto text = text_member(answer, fmt::format("share_{}", shares.size() + 1));
    if (text.empty()) return shares;
    shares.push_back(crypto::SecretBytes::copy_of(bytes_of(text)));
  }
}

Result<void> rekey_root(const SealArguments& arguments, Arena& arena) {
  if (arguments.status) return show_status(arguments, arena);
  SR_TRY(Settings settings, settings_of(arguments));
  std::string& key_file = settings.seal.key_file;
  if (settings.development) key_file = DataFolder::development_key_in(settings.data_folder);
  if (!key_file.empty()) key_file = std::filesystem::absolute(key_file).string();
  crypto::SecretBytes passphrase;
  SR_TRY(const auto request,
         rekey_request(arguments, settings, SecretPrompt(arguments.descriptor), passphrase, arena));
  SR_TRY(const object begun, ask(settings, request, arena));
  // The old slots are dropped only when the new shares have reached their reader.
  SR_CHECK(show_shares(shares_of(begun)));
  const std::string_view generation = text_member(begun, "generation");
  SR_CHECK(ask(settings, std::vector<Member>{{"act", "rekey-finish"}, {"generation", generation}},
               arena));
  fmt::print(stderr, "The root key was changed: it is number {} now.\n", generation);
  return {};
}

using Run = Result<void> (*)(const SealArguments&, Arena&);

Command add(const Command& parent, const char* name, const char* what, Run run,
            const std::shared_ptr<SealArguments>& arguments) {
  const Command command = parent.subcommand(name, what);
  add_place(command, *arguments);
  command.runs([arguments, run] {
    harden_process();
    Arena arena;
    const auto outcome = run(*arguments, arena);
    return outcome ? 0 : refused(outcome.error());
  });
  return command;
}

}  // namespace

Result<void> show_shares(std::span<const crypto::SecretBytes> shares) {
  if (shares.empty()) return {};
  fmt::print(stderr,
             "Give each share to another person. They are shown this once, and nobody can make "
             "them again.\n");
  bool written = true;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const std::string_view share = text_of(shares[i].reveal());
    written = std::fprintf(stdout, "SHARE_%zu=", i + 1) > 0 && written;
    written = std::fwrite(share.data(), 1, share.size(), stdout) == share.size() && written;
    written = std::fputc('\n', stdout) != EOF && written;
  }
  if (std::fflush(stdout) == 0 && written) return {};
  return failure(ErrorCode::Unavailable, "the shares could not be written.");
}

void add_seal_commands(const Command& program) {
  const auto arguments = std::make_shared<SealArguments>();
  add(program, "status", "Say whether a server is sealed, and which seals open it", show_status,
      arguments);
  add_descriptor(add(program, "unseal", "Open a sealed server, by one share or the passphrase",
                     unseal, arguments),
                 arguments->descriptor);
  add(program, "seal", "Wipe a server's keys: it answers 503 until it is opened", seal, arguments);
  const Command rekey = program.family("rekey", "Change keys while the server serves");
  const Command root =
      add(rekey, "root", "Change the root key, and the seal to that of the settings file",
          rekey_root, arguments);
  add_descriptor(root, arguments->descriptor);
  const Option shares =
      root.option("--shares", arguments->shares, "Make so many shares that open the store");
  shares.needs(
      root.option("--threshold", arguments->threshold, "So many of them are needed").needs(shares));
  root.flag("--without-shares", arguments->without_shares,
            "Drop the shares that open the store now")
      .excludes(shares);
  root.flag("--status", arguments->status, "Change nothing, say how far it is");
}

}  // namespace strongroom::app
