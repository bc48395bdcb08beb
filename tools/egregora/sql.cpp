// SPDX-License-Identifier: Apache-2.0
// `egregora sql "..."`: the escape hatch. The only place of the program where SQL passes, and it is
// the user's own.
#include <egregora/database/duckdb_manager.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "tools/egregora/command_line.hpp"
#include "tools/egregora/failure.hpp"
#include "tools/egregora/row_output.hpp"
#include "tools/egregora/session.hpp"
#include "tools/egregora/statement_watch.hpp"

namespace egregora::program {
namespace {

constexpr std::int64_t kBatchRows = 2048;  // one chunk of DuckDB's

struct SqlOptions {
  std::string statement = {};
  bool write = false;
  OutputOptions output = {};
};

/// What EXPLAIN and EXPLAIN ANALYZE explain: the latter runs it, COPY included.
std::string without_explain(const std::string& statement) {
  std::string rest = statement;
  for (const std::string_view word : {"explain", "analyze"}) {
    const std::size_t start = std::min(rest.find_first_not_of(" \t\r\n"), rest.size());
    if (!fold_case(rest.substr(start)).starts_with(word)) break;
    rest.erase(0, start + word.size());
  }
  return rest;
}

/// DuckDB 1.5 turns queries into JSON, and nothing else: exactly the statements that only read. In
/// a read-only database the engine refuses changes of it, but COPY, EXPORT and ATTACH write files.
constexpr std::string_view kParsedAs =
    "SELECT json_extract_string(json_serialize_sql($1::VARCHAR), '$.error_type')";

void require_query(RawConnection& connection, const std::string& statement) {
  const std::string explained = without_explain(statement);
  const DataFrame parsed = connection.query(kParsedAs, {Scalar(explained)});
  const Scalar mistake = parsed.value(0, std::size_t{0});
  // What does not parse at all the engine explains best; not so where it was cut before.
  if (mistake.is_null()) return;
  if (mistake.as<std::string>() != "not implemented" && explained == statement) return;
  throw Failure(
      "sql",
      "this is more than a query, and may change something; run it with --write: " + statement);
}

/// Streamed, as the rows of every command are.
void write_query(Session& session, RawConnection& connection, const RunningStatements& running,
                 const SqlOptions& options) {
  std::optional<StatementWatch> watch(std::in_place, session.progress, running, "sql");
  const auto stream = connection.stream(options.statement, {}, kBatchRows);
  const auto writer = row_writer(session, stream->schema(), options.output.row_format());
  std::int64_t left = options.output.limit.value_or(std::numeric_limits<std::int64_t>::max());
  while (left > 0 && session.out) {
    const auto batch = stream->next();
    if (!batch) break;
    watch.reset();
    session.progress.clear();
    session.check_interruption();
    writer->write(first_rows(*batch, left));
    left -= batch->num_rows();
  }
  writer->finish();
}

int read(Session& session, const SqlOptions& options) {
  const auto storage = session.open_to_read();
  auto connection = storage->connection();
  require_query(*connection, options.statement);
  write_query(session, *connection, storage->running(), options);
  return 0;
}

int write(Session& session, const SqlOptions& options) {
  const auto storage = session.open_to_write();
  DataFrame result;
  {
    const StatementWatch watch(session.progress, storage->running(), "sql");
    result = storage->connection()->query(options.statement);
  }
  storage->close();  // a change that cannot be flushed is an error, not a warning
  session.progress.clear();
  const bool has_rows = result.schema().size() > 0;
  if (has_rows || options.output.row_format() != RowFormat::table)
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
  set_action(command, line, [options](Session& session) {
    return options->write ? write(session, *options) : read(session, *options);
  });
}

}  // namespace egregora::program
