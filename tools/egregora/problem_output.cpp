// SPDX-License-Identifier: Apache-2.0
// The library speaks of its calls; who runs the program is told commands.
#include "tools/egregora/problem_output.hpp"

#include <ostream>

#include "tools/egregora/failure.hpp"
#include "tools/egregora/frame_of.hpp"

namespace egregora::program {
namespace {

DataFrame frame(const std::vector<Problem>& problems) {
  std::vector<std::vector<Scalar>> rows;
  rows.reserve(problems.size());
  for (const Problem& problem : problems)
    rows.push_back({problem.kind, problem.object, problem.message, remedy_here(problem)});
  return frame_of({{"kind", DataType::string()},
                   {"object", DataType::string()},
                   {"message", DataType::string()},
                   {"remedy", DataType::string()}},
                  rows);
}

}  // namespace

std::string remedy_here(const Problem& problem) {
  if (problem.kind == "database-behind") {
    return "restore the database file from a backup, or make another one of its Parquet files with "
           "'egregora rebuild --db NEW'; to go on with it as it is: 'egregora doctor --accept'";
  }
  if (problem.kind == "checkpoint-stale" || problem.kind == "checkpoint-missing")
    return problem.remedy + "; 'egregora run' does it for the tables of a run";
  return problem.remedy;
}

void write_sentences(const Session& session, const std::vector<Problem>& problems) {
  for (const Problem& problem : problems) {
    session.out << problem.kind << ": " << one_line(problem.message) << '\n';
    const std::string remedy = remedy_here(problem);
    if (!remedy.empty()) session.out << "  " << one_line(remedy) << '\n';
  }
}

int write_problems(const Session& session, const std::vector<Problem>& problems,
                   const OutputOptions& output) {
  if (output.row_format() != RowFormat::table) {
    write_rows(session, frame(problems), output);
  } else if (problems.empty()) {
    session.out << session.db_path().string() << ": all is well\n";
  } else {
    write_sentences(session, problems);
  }
  return static_cast<int>(problems.empty() ? ExitCode::done : ExitCode::failed);
}

}  // namespace egregora::program
