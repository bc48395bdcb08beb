// SPDX-License-Identifier: Apache-2.0
// The options that commands share, checked as far as they can be without opening anything.
#include "tools/egregora/command_line.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

namespace egregora::program {
namespace {

/// DuckDB's own spelling of a size: a number and a unit.
std::string check_memory_limit(const std::string& text) {
  std::size_t at = 0;
  const auto is_digit = [&] {
    return at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])) != 0;
  };
  while (is_digit()) ++at;
  bool number = at > 0;
  if (number && at < text.size() && text[at] == '.') {
    ++at;
    number = is_digit();
    while (is_digit()) ++at;
  }
  while (at < text.size() && text[at] == ' ') ++at;
  const std::string unit = CLI::detail::to_lower(text.substr(at));
  for (const char* known : {"b", "kb", "mb", "gb", "tb", "kib", "mib", "gib", "tib"}) {
    if (number && unit == known) return {};
  }
  return "'" + text + "' is no size such as 200MB or 1.5GB";
}

}  // namespace

CLI::App& add_command(CLI::App& parent, const CommandText& text) {
  CLI::App* command = parent.add_subcommand(std::string(text.name), std::string(text.summary));
  std::string example = "Example:";
  std::string_view rest = text.example;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    example.append("\n  ").append(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  command->footer(example);
  return *command;
}

void set_action(CLI::App& command, CommandLine& line, Action action) {
  std::string name = command.get_name();
  for (CLI::App* parent = command.get_parent();
       parent != nullptr && parent->get_parent() != nullptr; parent = parent->get_parent()) {
    name = parent->get_name() + " " + name;
  }
  command.callback([&line, name, action = std::move(action)] {
    line.command = name;
    line.action = action;
  });
}

void add_log_options(CLI::App& command, GlobalOptions& options) {
  CLI::Option* quiet =
      command.add_flag("-q,--quiet", options.quiet, "No progress, no log lines but errors")
          ->group("Logging");
  command.add_flag("-v,--verbose", options.verbose, "Log lines about what is done")
      ->group("Logging")
      ->excludes(quiet);
}

void add_database_options(CLI::App& command, GlobalOptions& options) {
  const std::string group = "Database";
  command
      .add_option("--db", options.db,
                  "The database file (default: $EGREGORA_DB, else pipeline.duckdb)")
      ->type_name("PATH")
      ->group(group);
  command
      .add_option("--checkpoint-dir", options.checkpoint_dir,
                  "Where the Parquet files are (default: .egregora/data beside the database)")
      ->type_name("DIR")
      ->group(group);
  command.add_option("--threads", options.threads, "Threads of the engine (default: one a core)")
      ->check(CLI::Range(1, 4096))
      ->type_name("N")
      ->group(group);
  command
      .add_option("--memory-limit", options.memory_limit,
                  "Memory of the engine, e.g. 200MB; more is spilled to disk")
      ->check(CLI::Validator(check_memory_limit, ""))
      ->type_name("SIZE")
      ->group(group);
  command
      .add_option("--lock-timeout", options.lock_timeout,
                  "How long to wait for another process (default: 10)")
      ->check(CLI::Range(0.0, 86400.0))
      ->type_name("SECONDS")
      ->group(group);
  add_log_options(command, options);
}

}  // namespace egregora::program
