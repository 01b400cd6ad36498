#include "app/operator_commands.h"

#include "app/administration.h"
#include "app/asked_seals.h"
#include "app/command_line.h"
#include "app/command_place.h"
#include "app/data_folder.h"
#include "app/open_store.h"
#include "app/operator_client.h"
#include "app/operator_message.h"
#include "app/process.h"
#include "app/seal_commands.h"
#include "app/secret_prompt.h"
#include "app/settings.h"
#include "app/wrong.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace strongroom::app {
namespace {

using boost::json::object;

struct InitArguments : Place {
  bool recover = false;
  unsigned shares = 0;
  unsigned threshold = 0;
  std::optional<int> descriptor;
};

struct AccountArguments : Place {
  std::string id;
  std::optional<int> descriptor;
};

struct ListArguments : Place {
  std::string unused_for;
  bool use = false;
  std::string secret;
};

struct ExplainArguments : Place {
  std::string request_id;
  std::string principal;
  std::string action;
  std::string resource;
  std::vector<std::string> context;
};

/// An administrator's access key that was just made.
struct NewKey {
  std::string user;
  std::string id;
  crypto::SecretBytes secret;
};

Result<NewKey> key_of(Result<iam::AccessKeyPtr> made) {
  SR_TRY(const iam::AccessKeyPtr key, std::move(made));
  return NewKey{.user = key->principal.arn, .id = key->id, .secret = key->secret.clone()};
}

Result<NewKey> key_of(const object& answer) {
  return NewKey{
      .user = std::string(text_member(answer, "user")),
      .id = std::string(text_member(answer, "access_key_id")),
      .secret = crypto::SecretBytes::copy_of(bytes_of(text_member(answer, "secret_access_key")))};
}

/// Standard output has the key and nothing else, fit for a shell or a file.
int show(const Result<NewKey>& key) {
  if (!key) return refused(key.error());
  fmt::print(stderr, "Made the administrator {}. The secret access key is shown this once.\n",
             key->user);
  fmt::print("AWS_ACCESS_KEY_ID={}\nAWS_SECRET_ACCESS_KEY={}\n", key->id,
             text_of(key->secret.reveal()));
  if (std::fflush(stdout) == 0) return 0;
  return refused(Error(ErrorCode::Unavailable,
                       "the key was made but could not be printed: run 'strongroom init --recover' "
                       "for another."));
}

std::unexpected<Error> no_store(const Settings& settings) {
  return wrong(fmt::format("data folder {}: holds no store.", settings.data_folder));
}

using Act = Result<iam::AccessKeyPtr> (Administration::*)(std::string_view account);

/// On the store of a stopped server, whose folder is locked.
Result<NewKey> made_offline(Settings& settings, const DataFolder& folder, Act act,
                            std::string_view account, std::optional<int> descriptor) {
  SR_CHECK(take_development_key(settings, folder));
  const SecretPrompt prompt(descriptor);
  SR_TRY(const AskedSeals seals, AskedSeals::of_store(settings, folder, prompt));
  SR_TRY(const auto store, seals.open(settings, folder));
  return key_of((Administration(*store).*act)(account));
}

/// The store too, with its seal.
Result<NewKey> made_with_store(const Settings& settings, const DataFolder& folder,
                               const InitArguments& arguments) {
  std::optional<keyring::ShamirSeal::Numbers> shares;
  if (arguments.shares != 0) {
    SR_TRY(shares, keyring::ShamirSeal::checked(arguments.threshold, arguments.shares));
  }
  const SecretPrompt prompt(arguments.descriptor);
  SR_TRY(const AskedSeals seals, AskedSeals::of_new_store(settings, prompt, shares));
  SR_TRY(const auto store, seals.open(settings, folder));
  if (auto shown = show_shares(seals.shares()); !shown) {
    return failure(ErrorCode::Unavailable,
                   fmt::format("{} Nobody can open the new store: remove {} and run this again.",
                               shown.error().message(), settings.data_folder));
  }
  return key_of(Administration(*store).make_first_administrator(settings.account));
}

Result<NewKey> initialised(const InitArguments& arguments) {
  SR_TRY(Settings settings, settings_of(arguments));
  const std::string& account = settings.account;
  if (arguments.recover) {
    if (!holds_store(settings)) return no_store(settings);
    SR_TRY(const DataFolder folder, DataFolder::open(settings.data_folder));
    return made_offline(settings, folder, &Administration::make_administrator_anew, account,
                        arguments.descriptor);
  }
  const auto too_late =
      wrong("the store is there already: 'strongroom rekey root' makes shares for it.");
  Arena arena;
  SR_TRY(const auto answer,
         ask_server(settings.data_folder, {{"act", "init"}, {"account", account}}, arena));
  if (answer && arguments.shares != 0) return too_late;
  if (answer) return key_of(*answer);
  SR_TRY(const DataFolder folder, DataFolder::open(settings.data_folder));
  SR_TRY(const bool there, holds_initialised_store(folder));
  if (!there) return made_with_store(settings, folder, arguments);
  if (arguments.shares != 0) return too_late;
  return made_offline(settings, folder, &Administration::make_first_administrator, account,
                      arguments.descriptor);
}

Result<NewKey> account_made(const AccountArguments& arguments) {
  SR_TRY(Settings settings, settings_of(arguments));
  SR_CHECK(check_account(arguments.id));
  Arena arena;
  SR_TRY(const auto answer,
         ask_server(settings.data_folder, {{"act", "create-account"}, {"account", arguments.id}},
                    arena));
  if (answer) return key_of(*answer);
  if (!holds_store(settings)) return no_store(settings);
  SR_TRY(const DataFolder folder, DataFolder::open(settings.data_folder));
  return made_offline(settings, folder, &Administration::make_account, arguments.id,
                      arguments.descriptor);
}

Result<object> context_of(const std::vector<std::string>& pairs) {
  object context;
  for (const std::string& pair : pairs) {
    const std::size_t equals = pair.find('=');
    if (equals == 0 || equals == std::string::npos) {
      return wrong(
          fmt::format("--context {}: write KEY=VALUE, as in aws:SourceIp=10.0.0.1.", pair));
    }
    boost::json::value& values = context[pair.substr(0, equals)];
    if (!values.is_array()) values.emplace_array();
    values.get_array().emplace_back(pair.substr(equals + 1));
  }
  return context;
}

Result<object> question_of(const ExplainArguments& arguments) {
  const bool any = !arguments.principal.empty() || !arguments.action.empty() ||
                   !arguments.resource.empty() || !arguments.context.empty();
  const bool all =
      !arguments.principal.empty() && !arguments.action.empty() && !arguments.resource.empty();
  if (arguments.request_id.empty() ? !all : any) {
    return wrong(
        "explain: give either a REQUEST-ID, or --principal, --action and --resource together.");
  }
  if (!arguments.request_id.empty())
    return object{{"act", "explain"}, {"request_id", arguments.request_id}};
  SR_TRY(object context, context_of(arguments.context));
  return object{{"act", "explain"},
                {"principal", arguments.principal},
                {"action", arguments.action},
                {"resource", arguments.resource},
                {"context", std::move(context)}};
}

/// The text that the running server answers with.
Result<std::string> told(const Place& place, const object& question) {
  SR_TRY(const Settings settings, settings_of(place));
  Arena arena;
  SR_TRY(const auto answer, ask_server(settings.data_folder, question, arena));
  if (!answer) return no_server(settings);
  return std::string(text_member(*answer, "text"));
}

int print(const Result<std::string>& text) {
  if (!text) return refused(text.error());
  fmt::print("{}", *text);
  return 0;
}

int explain(const ExplainArguments& arguments) {
  const auto question = question_of(arguments);
  return question ? print(told(arguments, *question)) : refused(question.error());
}

int list(const ListArguments& arguments) {
  if (arguments.use) {
    return print(told(arguments, {{"act", "list-use"}, {"secret", arguments.secret}}));
  }
  return print(told(arguments, {{"act", "list-unused"}, {"unused_for", arguments.unused_for}}));
}

void add_init(const Command& program) {
  const auto arguments = std::make_shared<InitArguments>();
  const Command command =
      program.subcommand("init", "Make the first administrator of a production server");
  add_place(command, *arguments).required();
  command.option("--account", arguments->overrides.account, "Account id, twelve digits")
      .type_name("ID");
  command.flag("--recover", arguments->recover,
               "Make a further administrator, when the last key is lost; the server must be "
               "stopped");
  const Option shares =
      command.option("--shares", arguments->shares, "Make so many shares that open the new store");
  shares.needs(command.option("--threshold", arguments->threshold, "So many of them are needed")
                   .needs(shares));
  add_descriptor(command, arguments->descriptor);
  command.runs([arguments] {
    harden_process();
    return show(initialised(*arguments));
  });
}

void add_account(const Command& program) {
  const auto arguments = std::make_shared<AccountArguments>();
  const Command account = program.family("account", "Accounts of a server");
  const Command command =
      account.subcommand("create", "Make a further account with an administrator");
  command.option("ID", arguments->id, "Account id, twelve digits").required();
  add_place(command, *arguments);
  add_descriptor(command, arguments->descriptor);
  command.runs([arguments] {
    harden_process();
    return show(account_made(*arguments));
  });
}

void add_explain(const Command& program) {
  const auto arguments = std::make_shared<ExplainArguments>();
  const Command command = program.subcommand("explain", "Say why a call was refused, or would be");
  command.option("REQUEST-ID", arguments->request_id, "Of a refused call");
  command.option("--principal", arguments->principal, "Who would ask: user, role or root")
      .type_name("ARN");
  command.option("--action", arguments->action, "For what, as in secretsmanager:GetSecretValue")
      .type_name("NAME");
  command.option("--resource", arguments->resource, "On what; * for no resource").type_name("ARN");
  command.option("--context", arguments->context, "A condition key of the call; may be repeated")
      .type_name("KEY=VALUE")
      .repeated();
  add_place(command, *arguments);
  command.runs([arguments] { return explain(*arguments); });
}

void add_list(const Command& program) {
  const auto arguments = std::make_shared<ListArguments>();
  const Command command = program.subcommand("list", "List secrets by who reads them");
  const Command what = command.choice();
  what.option("--unused-for", arguments->unused_for,
              "Those neither made nor read for so many days, as in 90d")
      .type_name("DAYS");
  const Option use = what.flag("--use", arguments->use, "Who read them how often, by day");
  command.option("--secret", arguments->secret, "Only the use of this one")
      .type_name("NAME|ARN")
      .needs(use);
  add_place(command, *arguments);
  command.runs([arguments] { return list(*arguments); });
}

}  // namespace

void add_operator_commands(const Command& program) {
  add_list(program);
  add_init(program);
  add_account(program);
  add_explain(program);
}

}  // namespace strongroom::app
