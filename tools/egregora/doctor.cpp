// SPDX-License-Identifier: Apache-2.0
// `egregora doctor`: whether a database and its files are what they should be. Looks, and says what
// to do.
#include <egregora/database/duckdb_manager.hpp>

#include <memory>
#include <ostream>

#include "tools/egregora/command_line.hpp"
#include "tools/egregora/failure.hpp"
#include "tools/egregora/frame_of.hpp"
#include "tools/egregora/row_output.hpp"
#include "tools/egregora/session.hpp"

namespace egregora::program {
namespace {

/// What the library says is said in its calls; here the way is `run`.
std::string remedy_here(const Problem& problem) {
  if (problem.kind != "checkpoint-stale" && problem.kind != "checkpoint-missing")
    return problem.remedy;
  return problem.remedy + "; 'egregora run' does it for the tables of a run";
}

DataFrame frame(const std::vector<Problem>& problems) {
  std::vector<std::vector<Scalar>> rows;
  for (const Problem& problem : problems)
    rows.push_back({problem.kind, problem.object, problem.message, remedy_here(problem)});
  return frame_of({{"kind", DataType::string()},
                   {"object", DataType::string()},
                   {"message", DataType::string()},
                   {"remedy", DataType::string()}},
                  rows);
}

/// Not as a table: a remedy that is shortened in its middle helps nobody.
void write_for_people(const Session& session, const std::vector<Problem>& problems) {
  for (const Problem& problem : problems) {
    session.out << problem.kind << ": " << one_line(problem.message) << '\n';
    const std::string remedy = remedy_here(problem);
    if (!remedy.empty()) session.out << "  " << one_line(remedy) << '\n';
  }
  if (problems.empty()) session.out << session.db_path().string() << ": all is well\n";
}

int run(Session& session, const OutputOptions& output) {
  const auto storage = session.open_to_read();
  const std::vector<Problem> problems = storage->checkpoints().doctor();
  if (output.row_format() == RowFormat::table) {
    write_for_people(session, problems);
  } else {
    write_rows(session, frame(problems), output);
  }
  return static_cast<int>(problems.empty() ? ExitCode::done : ExitCode::failed);
}

}  // namespace

void add_doctor(CLI::App& program, CommandLine& line) {
  CLI::App& command = add_command(
      program, {"doctor", "Check a database and its files; exit code 1 where something is wrong",
                "egregora doctor --db trip.duckdb"});
  auto output = std::make_shared<OutputOptions>();
  add_format_options(command, *output);
  add_database_options(command, line.options);
  set_action(command, line, [output](Session& session) { return run(session, *output); });
}

}  // namespace egregora::program
