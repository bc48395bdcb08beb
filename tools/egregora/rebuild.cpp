// SPDX-License-Identifier: Apache-2.0
// `egregora rebuild`: a new database of the Parquet files that a lost one left.
#include <egregora/database/rebuild.hpp>

#include <chrono>
#include <memory>
#include <ostream>

#include <fmt/format.h>

#include "tools/egregora/command_line.hpp"
#include "tools/egregora/failure.hpp"
#include "tools/egregora/frame_of.hpp"
#include "tools/egregora/problem_output.hpp"
#include "tools/egregora/row_output.hpp"
#include "tools/egregora/session.hpp"

namespace egregora::program {
namespace {

RebuildOptions rebuild_options(const Session& session) {
  RebuildOptions options;
  options.threads = session.options.threads;
  options.memory_limit = session.options.memory_limit;
  if (session.options.lock_timeout) {
    options.lock_timeout = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::duration<double>(*session.options.lock_timeout));
  }
  options.on_file = [&session](const std::filesystem::path&) { session.check_interruption(); };
  return options;
}

DataFrame tables(const RebuiltDatabase& rebuilt) {
  std::vector<std::vector<Scalar>> rows;
  rows.reserve(rebuilt.tables.size());
  for (const RebuiltTable& table : rebuilt.tables) rows.push_back({table.name, table.rows});
  return frame_of({{"table", DataType::string()}, {"rows", DataType::int64()}}, rows);
}

/// One row a file: the table that it became, or why it became none.
DataFrame files(const RebuiltDatabase& rebuilt) {
  const Scalar nothing = Scalar::null(DataType::string());
  std::vector<std::vector<Scalar>> rows;
  rows.reserve(rebuilt.tables.size() + rebuilt.problems.size());
  for (const RebuiltTable& table : rebuilt.tables)
    rows.push_back({table.name, table.rows, table.file.string(), nothing, nothing, nothing});
  for (const Problem& problem : rebuilt.problems) {
    rows.push_back({nothing, Scalar::null(DataType::int64()), nothing, problem.kind,
                    problem.message, remedy_here(problem)});
  }
  return frame_of({{"table", DataType::string()},
                   {"rows", DataType::int64()},
                   {"path", DataType::string()},
                   {"problem", DataType::string()},
                   {"message", DataType::string()},
                   {"remedy", DataType::string()}},
                  rows);
}

int run(Session& session, const OutputOptions& output) {
  const RebuiltDatabase rebuilt = rebuild_database(session.options.checkpoint_dir.value_or(""),
                                                   session.db_path(), rebuild_options(session));
  if (output.row_format() == RowFormat::table) {
    write_rows(session, tables(rebuilt), output);
    for (const RebuiltSequence& sequence : rebuilt.sequences)
      session.say(fmt::format("sequence '{}' goes on with {}", sequence.name, sequence.next));
    write_sentences(session, rebuilt.problems);
  } else {
    write_rows(session, files(rebuilt), output);
  }
  return static_cast<int>(rebuilt.problems.empty() ? ExitCode::done : ExitCode::failed);
}

}  // namespace

void add_rebuild(CLI::App& program, CommandLine& line) {
  CLI::App& command = add_command(
      program,
      {"rebuild",
       "Make a new database of published Parquet files; exit code 1 where one could not be taken",
       "egregora rebuild --db new.duckdb --checkpoint-dir .egregora/data"});
  auto output = std::make_shared<OutputOptions>();
  add_format_options(command, *output);
  add_database_options(command, line.options);
  set_action(command, line, [output](Session& session) { return run(session, *output); });
}

}  // namespace egregora::program
