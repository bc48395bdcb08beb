// SPDX-License-Identifier: Apache-2.0
// Walking over the commands and writing what each shell wants: commands and options by the words
// typed so far, the values of options that have a fixed set, files elsewhere.
#include "tools/egregora/completion_script.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace egregora::program {
namespace {

struct CommandWords {
  std::string path = {};  ///< "" for the program itself, "windows show"
  std::vector<std::pair<std::string, std::string>> commands = {};  ///< name, summary
  std::vector<std::pair<std::string, std::string>> options = {};   ///< name with dashes, summary
};

/// Values of options that have a fixed set, whatever command they belong to.
const std::map<std::string, std::string>& fixed_values() {
  static const std::map<std::string, std::string> values = {
      {"--format", "table json csv ndjson"},
      {"--date-order", "auto dmy mdy ymd ydm"},
      {"--names", "pseudonym raw"},
      {"--step-unit", "messages hours days bytes"},
  };
  return values;
}

void collect(const CLI::App& app, const std::string& path, std::vector<CommandWords>& all) {
  CommandWords words;
  words.path = path;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames())
      words.options.emplace_back("--" + name, option->get_description());
  }
  const auto commands = app.get_subcommands([](const CLI::App*) { return true; });
  for (const CLI::App* command : commands)
    words.commands.emplace_back(command->get_name(), command->get_description());
  all.push_back(std::move(words));
  for (const CLI::App* command : commands)
    collect(*command, path.empty() ? command->get_name() : path + " " + command->get_name(), all);
}

std::string names(const std::vector<std::pair<std::string, std::string>>& words) {
  std::string text;
  for (const auto& [name, summary] : words) text += (text.empty() ? "" : " ") + name;
  return text;
}

/// In single quotes, for a shell.
std::string quoted(const std::string& text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

/// Common to bash and zsh, which runs it through bashcompinit.
std::string bash_function(const std::vector<CommandWords>& all) {
  std::string text =
      "_egregora() {\n"
      "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} path= at\n"
      "  case $before in\n";
  for (const auto& [option, values] : fixed_values()) {
    text += "    " + option + ") COMPREPLY=($(compgen -W " + quoted(values) +
            " -- \"$word\")); return ;;\n";
  }
  text +=
      "    --db|--to|--checkpoint-dir) COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n"
      "  esac\n"
      "  for ((at = 1; at < COMP_CWORD; ++at)); do\n"
      "    case \"${path:+$path }${COMP_WORDS[at]}\" in\n";
  for (const CommandWords& command : all) {
    if (!command.path.empty())
      text += "      " + quoted(command.path) + ") path=" + quoted(command.path) + " ;;\n";
  }
  text +=
      "    esac\n"
      "  done\n"
      "  case $path in\n";
  for (const CommandWords& command : all) {
    const std::string separator = command.commands.empty() ? "" : " ";
    text += "    " + quoted(command.path) + ") COMPREPLY=($(compgen -W " +
            quoted(names(command.commands) + separator + names(command.options)) +
            " -- \"$word\")) ;;\n";
  }
  return text +
         "  esac\n"
         "  [[ $word == -* || ${#COMPREPLY[@]} -gt 0 ]] || COMPREPLY=($(compgen -f -- \"$word\"))\n"
         "}\n";
}

std::string bash_script(const std::vector<CommandWords>& all) {
  return "# bash completion for egregora; put it where bash-completion looks, or source it.\n" +
         bash_function(all) + "complete -o filenames -F _egregora egregora\n";
}

std::string zsh_script(const std::vector<CommandWords>& all) {
  return "#compdef egregora\n# zsh completion for egregora; source it after compinit.\n"
         "autoload -U +X bashcompinit && bashcompinit\n" +
         bash_function(all) + "complete -o filenames -F _egregora egregora\n";
}

/// The condition under which a command's own words are offered.
std::string fish_condition(const CommandWords& command) {
  if (command.path.empty()) return "__fish_use_subcommand";
  std::string condition;
  for (std::size_t at = 0; at < command.path.size();) {
    const std::size_t end = std::min(command.path.find(' ', at), command.path.size());
    condition += (condition.empty() ? "" : "; and ") +
                 ("__fish_seen_subcommand_from " + command.path.substr(at, end - at));
    at = end + 1;
  }
  return condition;
}

std::string fish_script(const std::vector<CommandWords>& all) {
  std::string text =
      "# fish completion for egregora; put it into ~/.config/fish/completions/egregora.fish\n";
  for (const CommandWords& command : all) {
    const std::string condition = quoted(fish_condition(command));
    for (const auto& [name, summary] : command.commands) {
      text += "complete -c egregora -n " + condition + " -f -a " + name + " -d " + quoted(summary) +
              "\n";
    }
    for (const auto& [name, summary] : command.options) {
      const auto values = fixed_values().find(name);
      text += "complete -c egregora -n " + condition + " -l " + name.substr(2) + " -d " +
              quoted(summary);
      text += values == fixed_values().end() ? "\n" : " -x -a " + quoted(values->second) + "\n";
    }
  }
  return text;
}

}  // namespace

std::string completion_script(const CLI::App& program, std::string_view shell) {
  std::vector<CommandWords> all;
  collect(program, "", all);
  if (shell == "fish") return fish_script(all);
  return shell == "zsh" ? zsh_script(all) : bash_script(all);
}

}  // namespace egregora::program
