// SPDX-License-Identifier: Apache-2.0
// What the command line said: the options that every command has, and the action of the command
// that was chosen. Parsing only fills this; nothing is opened or written before the whole line is
// known to be right.
#pragma once

#include <CLI/CLI.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace egregora::program {

struct Session;

/// Options that stand before or after the command's name.
struct GlobalOptions {
  std::optional<std::string> db = {};  ///< absent: $EGREGORA_DB, else pipeline.duckdb
  std::optional<std::string> checkpoint_dir = {};
  std::optional<int> threads = {};
  std::optional<std::string> memory_limit = {};
  std::optional<double> lock_timeout = {};  ///< seconds
  bool quiet = false;
  bool verbose = false;
};

/// Does the command's work; returns its exit code.
using Action = std::function<int(Session&)>;

struct CommandLine {
  GlobalOptions options = {};
  std::string command = {};  ///< e.g. "windows show"
  Action action = {};
};

/// What --help says of a command.
struct CommandText {
  std::string_view name;
  std::string_view summary;
  std::string_view example;  ///< one worked example, a command a line
};

/// Adds a command below `parent`. With an action: one that ends there.
CLI::App& add_command(CLI::App& parent, const CommandText& text);

/// Makes `action` what happens when `command` is the one on the command line.
void set_action(CLI::App& command, CommandLine& line, Action action);

/// Adds --quiet and --verbose.
void add_log_options(CLI::App& command, GlobalOptions& options);
/// Adds --db and the other options of opening a database, and those of `add_log_options`.
void add_database_options(CLI::App& command, GlobalOptions& options);

// The commands, one file each.
void add_run(CLI::App& program, CommandLine& line);
void add_tables(CLI::App& program, CommandLine& line);
void add_schema(CLI::App& program, CommandLine& line);
void add_show(CLI::App& program, CommandLine& line);
void add_messages(CLI::App& program, CommandLine& line);
void add_windows(CLI::App& program, CommandLine& line);
void add_views(CLI::App& program, CommandLine& line);
void add_elo(CLI::App& program, CommandLine& line);
void add_runs(CLI::App& program, CommandLine& line);
void add_rejects(CLI::App& program, CommandLine& line);
void add_documents(CLI::App& program, CommandLine& line);
void add_tasks(CLI::App& program, CommandLine& line);
void add_export(CLI::App& program, CommandLine& line);
void add_sql(CLI::App& program, CommandLine& line);
void add_sample(CLI::App& program, CommandLine& line);
void add_checkpoints(CLI::App& program, CommandLine& line);
void add_rebuild(CLI::App& program, CommandLine& line);
void add_doctor(CLI::App& program, CommandLine& line);
void add_migrate(CLI::App& program, CommandLine& line);
void add_completion(CLI::App& program, CommandLine& line);

}  // namespace egregora::program
