// SPDX-License-Identifier: Apache-2.0
// `egregora sql "..."`: the escape hatch. The only place of the program where SQL passes, and it is
// the user's own.
#include <egregora/database/duckdb_manager.hpp>

#include <memory>
#include <string>

#include "tools/egregora/command_line.hpp"
#include "tools/egregora/row_output.hpp"
#include "tools/egregora/session.hpp"
#include "tools/egregora/statement_watch.hpp"

namespace egregora::program {
namespace {

struct SqlOptions {
  std::string statement = {};
  bool write = false;
  OutputOptions output = {};
};

int run(Session& session, const SqlOptions& options) {
  // Opened read-only, the engine itself refuses every change: no guessing at what a statement does.
  const auto storage = options.write ? session.open_to_write() : session.open_to_read();
  DataFrame result;
  {
    const StatementWatch watch(session.progress, storage->running(), "sql");
    auto connection = storage->connection();
    result = connection->query(options.statement);
  }
  if (options.write)
    storage->close();  // a change that cannot be flushed is an error, not a warning
  write_rows(session, result, options.output);
  return 0;
}

}  // namespace

void add_sql(CLI::App& program, CommandLine& line) {
  CLI::App& command =
      add_command(program, {"sql", "Run one SQL statement, read-only unless --write",
                            "egregora sql \"SUMMARIZE messages\""});
  auto options = std::make_shared<SqlOptions>();
  command.add_option("statement", options->statement, "One statement in DuckDB's SQL")
      ->required()
      ->type_name("SQL");
  command.add_flag("--write", options->write,
                   "Let it change the database; Parquet files become stale");
  add_output_options(command, options->output);
  add_database_options(command, line.options);
  set_action(command, line, [options](Session& session) { return run(session, *options); });
}

}  // namespace egregora::program
