// SPDX-License-Identifier: Apache-2.0
// `egregora doctor`: whether a database and its files are what they should be. Looks, and says what
// to do; with --accept it takes a database that is behind as it is, and nothing else.
#include <egregora/database/duckdb_manager.hpp>

#include <algorithm>
#include <memory>

#include "tools/egregora/command_line.hpp"
#include "tools/egregora/problem_output.hpp"
#include "tools/egregora/quantity_text.hpp"
#include "tools/egregora/row_output.hpp"
#include "tools/egregora/session.hpp"

namespace egregora::program {
namespace {

struct DoctorOptions {
  bool accept = false;
  OutputOptions output = {};
};

bool is_behind(const std::vector<Problem>& problems) {
  return std::any_of(problems.begin(), problems.end(),
                     [](const Problem& problem) { return problem.kind == "database-behind"; });
}

std::vector<Problem> look(const Session& session) {
  return session.open_to_read()->checkpoints().doctor();
}

void accept(const Session& session) {
  const auto storage = session.open_to_write();
  const AcceptedLoss loss = storage->checkpoints().accept_behind();
  session.say("accepted without " + counted(loss.generations, "acknowledged commit"));
  for (const auto& path : loss.set_aside) session.say("set aside: " + path.string());
  storage->checkpoint();  // files whose own version went with what is lost
  storage->close();
}

int run(Session& session, const DoctorOptions& options) {
  std::vector<Problem> problems = look(session);
  if (options.accept && is_behind(problems)) {
    accept(session);
    problems = look(session);
  } else if (options.accept) {
    session.say("the database is not behind; there is nothing to accept");
  }
  return write_problems(session, problems, options.output);
}

}  // namespace

void add_doctor(CLI::App& program, CommandLine& line) {
  CLI::App& command = add_command(
      program, {"doctor", "Check a database and its files; exit code 1 where something is wrong",
                "egregora doctor --db trip.duckdb"});
  auto options = std::make_shared<DoctorOptions>();
  command.add_flag("--accept", options->accept,
                   "Go on with a database that lost commits, as it is; files of those are kept");
  add_format_options(command, options->output);
  add_database_options(command, line.options);
  set_action(command, line, [options](Session& session) { return run(session, *options); });
}

}  // namespace egregora::program
