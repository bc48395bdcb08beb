// SPDX-License-Identifier: Apache-2.0
// `egregora checkpoints list`, `verify` and `restore TABLE`: the Parquet files of a database.
#include <egregora/database/duckdb_manager.hpp>

#include <memory>
#include <optional>
#include <ostream>
#include <string>

#include "tools/egregora/command_line.hpp"
#include "tools/egregora/frame_of.hpp"
#include "tools/egregora/problem_output.hpp"
#include "tools/egregora/quantity_text.hpp"
#include "tools/egregora/row_output.hpp"
#include "tools/egregora/session.hpp"

namespace egregora::program {
namespace {

struct ListOptions {
  std::string table = {};
  OutputOptions output = {};
};

struct RestoreOptions {
  std::string table = {};
  std::optional<std::int64_t> version = {};
  OutputOptions output = {};
};

/// For people without what is long and seldom asked for.
DataFrame frame(const std::vector<CheckpointInfo>& versions, bool whole) {
  std::vector<Field> fields = {{"table", DataType::string()},
                               {"version", DataType::int64()},
                               {"created_at", DataType::timestamp_tz()},
                               {"rows", DataType::int64()},
                               {"bytes", DataType::int64()},
                               {"fresh", DataType::boolean()}};
  if (whole) fields.push_back({"path", DataType::string()});
  std::vector<std::vector<Scalar>> rows;
  for (const CheckpointInfo& info : versions) {
    rows.push_back({info.table, info.version, info.created_at, info.rows, info.bytes, info.fresh});
    if (whole) rows.back().emplace_back(info.path.string());
  }
  return frame_of(Schema(std::move(fields)), rows);
}

int list(Session& session, const ListOptions& options) {
  const auto storage = session.open_to_read();
  const bool whole = options.output.row_format() != RowFormat::table;
  write_rows(session, frame(storage->checkpoints().list(options.table), whole), options.output);
  return 0;
}

int verify(Session& session, const OutputOptions& output) {
  return write_problems(session, session.open_to_read()->checkpoints().verify(), output);
}

int restore(Session& session, const RestoreOptions& options) {
  const auto storage = session.open_to_write();
  const CheckpointInfo info = storage->checkpoints().restore(options.table, options.version);
  storage->close();
  if (options.output.row_format() == RowFormat::table) {
    session.out << info.table << ": " << counted(info.rows, "row") << ", now version "
                << info.version << '\n';
  } else {
    write_record(session, frame({info}, true), options.output.row_format());
  }
  return 0;
}

void add_list(CLI::App& checkpoints, CommandLine& line) {
  CLI::App& command =
      add_command(checkpoints, {"list", "List the kept versions of tables, the newest first",
                                "egregora checkpoints list messages"});
  auto options = std::make_shared<ListOptions>();
  command.add_option("table", options->table, "Of this table only")->type_name("TABLE");
  add_output_options(command, options->output);
  add_database_options(command, line.options);
  set_action(command, line, [options](Session& session) { return list(session, *options); });
}

void add_verify(CLI::App& checkpoints, CommandLine& line) {
  CLI::App& command = add_command(
      checkpoints,
      {"verify",
       "Read every file and compare it with what was written; exit code 1 where one is not",
       "egregora checkpoints verify"});
  auto output = std::make_shared<OutputOptions>();
  add_format_options(command, *output);
  add_database_options(command, line.options);
  set_action(command, line, [output](Session& session) { return verify(session, *output); });
}

void add_restore(CLI::App& checkpoints, CommandLine& line) {
  CLI::App& command = add_command(
      checkpoints, {"restore", "Make a table again what a kept version of its file holds",
                    "egregora checkpoints restore messages --version 3"});
  auto options = std::make_shared<RestoreOptions>();
  command.add_option("table", options->table, "The table; it may have been dropped")
      ->required()
      ->type_name("TABLE");
  command
      .add_option("--version", options->version,
                  "As 'checkpoints list' shows it (default: the newest)")
      ->check(CLI::PositiveNumber)
      ->type_name("N");
  add_format_options(command, options->output);
  add_database_options(command, line.options);
  set_action(command, line, [options](Session& session) { return restore(session, *options); });
}

}  // namespace

void add_checkpoints(CLI::App& program, CommandLine& line) {
  CLI::App& checkpoints =
      add_command(program, {"checkpoints", "List, check and restore the Parquet files of tables",
                            "egregora checkpoints list"});
  checkpoints.require_subcommand(1);
  add_list(checkpoints, line);
  add_verify(checkpoints, line);
  add_restore(checkpoints, line);
}

}  // namespace egregora::program
