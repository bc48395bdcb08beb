// SPDX-License-Identifier: Apache-2.0
// The parser's exceptions say what rule was broken; people want to know which word, and what to
// write instead.
#include "tools/egregora/parse_failure.hpp"

#include <egregora/core/text_distance.hpp>

#include <algorithm>
#include <vector>

#include "tools/egregora/failure.hpp"

namespace egregora::program {
namespace {

/// The innermost command that was named.
const CLI::App* named_command(const CLI::App& app) {
  const CLI::App* command = &app;
  while (!command->get_subcommands().empty()) command = command->get_subcommands().back();
  return command;
}

std::string path_of(const CLI::App* command) {
  std::string path;
  for (; command != nullptr && command->get_parent() != nullptr; command = command->get_parent()) {
    path = command->get_name() + (path.empty() ? "" : " " + path);
  }
  return path;
}

std::vector<std::string> command_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::App* each : command.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(each->get_name());
  return names;
}

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string unexpected(const CLI::App& command, const std::string& word) {
  if (word.starts_with("-")) {
    return "unknown option '" + word + "'" +
           did_you_mean(word.substr(0, word.find('=')), option_names(command));
  }
  const auto commands = command_names(command);
  if (!commands.empty()) return "no command '" + word + "'" + did_you_mean(word, commands);
  return "unexpected argument '" + word + "'";
}

/// The word to name of those that nobody took. An unknown option comes first: the word behind it
/// is left over only because it was meant as its value.
const std::string& culprit(const std::vector<std::string>& left_over) {
  const auto option = std::find_if(left_over.begin(), left_over.end(),
                                   [](const std::string& word) { return word.starts_with("-"); });
  return option == left_over.end() ? left_over.front() : *option;
}

/// As --help spells it: "TABLE", "--to FILE".
std::string spelling(const CLI::Option& option) {
  if (option.get_lnames().empty()) return option.get_type_name();
  return "--" + option.get_lnames().front() + " " + option.get_type_name();
}

std::vector<std::string> missing_options(const CLI::App& command) {
  std::vector<std::string> missing;
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_required() && option->count() == 0) missing.push_back(spelling(*option));
  }
  return missing;
}

/// What is missing: a command, or what the command needs.
std::string incomplete(const CLI::App& command, const CLI::ParseError& error) {
  const auto commands = command_names(command);
  if (!commands.empty()) return "a command is missing: " + joined(commands);
  const auto missing = missing_options(command);
  if (missing.empty()) return error.what();
  return joined(missing) + (missing.size() == 1 ? " is missing" : " are missing");
}

// By type: what CLI11 2.3 says is the name of an ExtrasError is that of the command.
std::string reason(const CLI::App& app, const CLI::App& command, const CLI::ParseError& error) {
  const bool required = dynamic_cast<const CLI::RequiredError*>(&error) != nullptr;
  const auto left_over = app.remaining(true);
  if (!left_over.empty() && (required || dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr))
    return unexpected(command, culprit(left_over));
  return required ? incomplete(command, error) : error.what();
}

}  // namespace

std::string parse_failure_line(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App* command = named_command(app);
  const std::string path = path_of(command);
  const std::string help = "egregora" + (path.empty() ? "" : " " + path) + " --help";
  return failure_line(path.empty() ? "command line" : path,
                      reason(app, *command, error) + "; see '" + help + "'");
}

}  // namespace egregora::program
