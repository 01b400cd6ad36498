#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace strongroom::app {

// The command line as its commands declare it. CLI11 reads it, and takes so long to compile that
// only command.cc includes it. Option and Command are handles, valid until `run_command` returns.

/// What a command does once all of the command line is understood; returns the exit code.
using Action = std::function<int()>;

constexpr int kFailed = 1;
constexpr int kWrongSettings = 2;  // or wrong arguments

/// One option of a command. Each function changes it and returns it.
class Option {
 public:
  explicit Option(CLI::Option& option) : option_(&option) {}

  Option required() const;
  Option needs(const Option& other) const;
  Option excludes(const Option& other) const;
  Option one_of(const std::vector<std::string>& values) const;
  /// May be repeated, with one value each time.
  Option repeated() const;
  /// The help calls the value so.
  Option type_name(const char* name) const;
  /// The help shows what the variable holds now.
  Option shows_default() const;
  /// The help does not show it.
  Option hidden() const;

 private:
  CLI::Option* option_;
};

/// A command or the program itself: its options, its subcommands, and what it does.
class Command {
 public:
  Command(CLI::App& app, Action& chosen) : app_(&app), chosen_(&chosen) {}

  Command subcommand(const char* name, const char* what) const;
  /// A name under which there are only subcommands, one of which must be given.
  Command family(const char* name, const char* what) const;
  /// Of the options that are added to it one must be given.
  Command choice() const;

  /// `name` is as in "-n,--lines", or "FILE" for an argument by its place. The variable outlives
  /// the action.
  Option option(const char* name, std::string& variable, const char* what) const;
  Option option(const char* name, std::vector<std::string>& variable, const char* what) const;
  Option option(const char* name, std::optional<int>& variable, const char* what) const;
  Option option(const char* name, std::size_t& variable, const char* what) const;
  Option option(const char* name, unsigned& variable, const char* what) const;
  Option flag(const char* name, bool& variable, const char* what) const;

  void runs(Action action) const;

 private:
  CLI::App* app_;
  Action* chosen_;
};

struct Program {
  const char* name;
  const char* what;
  const char* version;
};

/// Reads the arguments by what `declare` declares and runs the command that was given: its exit
/// code, or kWrongSettings after the reason on standard error.
int run_command(const Program& program, int argc, char** argv,
                const std::function<void(const Command&)>& declare);

}  // namespace strongroom::app
