// SPDX-License-Identifier: Apache-2.0
// `egregora export TABLE --to FILE`: a table or view as Parquet, CSV, JSON or NDJSON.
#include <egregora/core/errors.hpp>
#include <egregora/database/duckdb_manager.hpp>
#include <egregora/database/streaming.hpp>

#include <filesystem>
#include <memory>
#include <string>

#include "tools/egregora/command_line.hpp"
#include "tools/egregora/failure.hpp"
#include "tools/egregora/quantity_text.hpp"
#include "tools/egregora/session.hpp"
#include "tools/egregora/statement_watch.hpp"

namespace egregora::program {
namespace {

struct ExportOptions {
  std::string table = {};
  std::string to = {};
};

/// Before anything is opened: a file that says no format is a wrong command line.
void require_format(const std::filesystem::path& path) {
  try {
    file_format_of(path);
  } catch (const InvalidOperationError& error) {
    throw UsageError("--to", error.what());
  }
}

int run(Session& session, const ExportOptions& options) {
  const std::filesystem::path path = options.to;
  require_format(path);
  const auto storage = session.open_to_read();
  const Table table = storage->read_table(options.table);
  {
    const StatementWatch watch(session.progress, storage->running(), "export " + options.table);
    export_to(table, path);
  }
  session.progress.clear();
  std::error_code unknown;
  const auto bytes = std::filesystem::file_size(path, unknown);
  session.say(path.string() + ": " + counted(storage->row_count(options.table), "row") +
              (unknown ? "" : ", " + bytes_text(bytes)));
  return 0;
}

}  // namespace

void add_export(CLI::App& program, CommandLine& line) {
  CLI::App& command =
      add_command(program, {"export", "Write a table to a file, its format by the extension",
                            "egregora export messages --to messages.parquet"});
  auto options = std::make_shared<ExportOptions>();
  command.add_option("table", options->table, "The table or view")->required()->type_name("TABLE");
  command
      .add_option("--to", options->to,
                  "The file: .parquet, .csv, .json or .ndjson; an existing one is replaced")
      ->required()
      ->type_name("FILE");
  add_database_options(command, line.options);
  set_action(command, line, [options](Session& session) { return run(session, *options); });
}

}  // namespace egregora::program
