#include "app/command.h"

#include <CLI/CLI.hpp>

#include <utility>

namespace strongroom::app {

Option Option::required() const {
  option_->required();
  return *this;
}

Option Option::needs(const Option& other) const {
  option_->needs(other.option_);
  return *this;
}

Option Option::excludes(const Option& other) const {
  option_->excludes(other.option_);
  return *this;
}

Option Option::one_of(const std::vector<std::string>& values) const {
  option_->check(CLI::IsMember(values));
  return *this;
}

Option Option::repeated() const {
  option_->allow_extra_args(false);
  return *this;
}

Option Option::type_name(const char* name) const {
  option_->type_name(name);
  return *this;
}

Option Option::shows_default() const {
  option_->capture_default_str();
  return *this;
}

Option Option::hidden() const {
  option_->group("");
  return *this;
}

Command Command::subcommand(const char* name, const char* what) const {
  return Command(*app_->add_subcommand(name, what), *chosen_);
}

Command Command::family(const char* name, const char* what) const {
  return Command(*app_->add_subcommand(name, what)->require_subcommand(1), *chosen_);
}

Command Command::choice() const {
  return Command(*app_->add_option_group("what")->require_option(1), *chosen_);
}

Option Command::option(const char* name, std::string& variable, const char* what) const {
  CLI::Option* const added = app_->add_option(name, variable, what);
  // Most likely a variable of a shell that is not set.
  added->check([](const std::string& text) { return std::string(text.empty() ? "is empty" : ""); },
               "");
  return Option(*added);
}

Option Command::option(const char* name, std::vector<std::string>& variable,
                       const char* what) const {
  return Option(*app_->add_option(name, variable, what));
}

Option Command::option(const char* name, std::optional<int>& variable, const char* what) const {
  return Option(*app_->add_option(name, variable, what));
}

Option Command::option(const char* name, std::size_t& variable, const char* what) const {
  return Option(*app_->add_option(name, variable, what));
}

Option Command::option(const char* name, unsigned& variable, const char* what) const {
  return Option(*app_->add_option(name, variable, what));
}

Option Command::flag(const char* name, bool& variable, const char* what) const {
  return Option(*app_->add_flag(name, variable, what));
}

void Command::runs(Action action) const {
  app_->callback([chosen = chosen_, action = std::move(action)] { *chosen = action; });
}

int run_command(const Program& program, int argc, char** argv,
                const std::function<void(const Command&)>& declare) {
  CLI::App app(program.what, program.name);
  app.set_version_flag("--version", program.version);
  app.require_subcommand(1);
  Action chosen;
  declare(Command(app, chosen));
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kWrongSettings;
  }
  return chosen();
}

}  // namespace strongroom::app
