// SPDX-License-Identifier: Apache-2.0
// `egregora migrate`: brings a database to the newest layout, or tells how it stands to it.
#include <egregora/database/migrations.hpp>

#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "tools/egregora/command_line.hpp"
#include "tools/egregora/frame_of.hpp"
#include "tools/egregora/problem_output.hpp"
#include "tools/egregora/quantity_text.hpp"
#include "tools/egregora/row_output.hpp"
#include "tools/egregora/session.hpp"

namespace egregora::program {
namespace {

struct MigrateOptions {
  bool plan = false;
  bool status = false;
  bool verify = false;
  OutputOptions output = {};

  bool for_people() const { return output.row_format() == RowFormat::table; }
};

int show_plan(Session& session, const MigrateOptions& options) {
  const auto storage = session.open_to_read();
  std::vector<std::vector<Scalar>> rows;
  for (const PlannedMigration& planned : Migrations(*storage).plan()) {
    rows.push_back({planned.version, planned.name, planned.rebuilds, planned.says});
  }
  if (rows.empty() && options.for_people()) {
    session.out << "the database is up to date\n";
    return 0;
  }
  write_rows(session,
             frame_of({{"version", DataType::int64()},
                       {"name", DataType::string()},
                       {"rebuilds", DataType::boolean()},
                       {"says", DataType::string()}},
                      rows),
             options.output);
  return 0;
}

int show_status(Session& session, const MigrateOptions& options) {
  const auto storage = session.open_to_read();
  const MigrationStatus status = Migrations(*storage).status();
  std::vector<std::vector<Scalar>> rows;
  for (const MigrationRecord& applied : status.applied) {
    rows.push_back({applied.version, applied.name, applied.applied_at, applied.duration_ms,
                    applied.library_version});
  }
  write_rows(session,
             frame_of({{"version", DataType::int64()},
                       {"name", DataType::string()},
                       {"applied_at", DataType::timestamp_tz()},
                       {"duration_ms", DataType::float64()},
                       {"library_version", DataType::string()}},
                      rows),
             options.output);
  session.say("the layout is of version " + std::to_string(status.version) + ", the newest is " +
              std::to_string(status.newest));
  return 0;
}

int verify(Session& session, const MigrateOptions& options) {
  const auto storage = session.open_to_read();
  return write_problems(session, Migrations(*storage).verify(), options.output);
}

void say_for_people(Session& session, const MigrationResult& result) {
  for (const AppliedMigration& applied : result.applied) {
    session.out << "applied " << applied.version << ' ' << applied.name << '\n';
  }
  for (const RejectedRows& rejected : result.rejected) {
    session.out << rejected.table << ": " << counted(rejected.rows, "row")
                << " that a new rule does not take, kept in _egregora_rejected_" << rejected.table
                << '\n';
  }
  if (result.backup) session.out << "before: '" << result.backup->string() << "'\n";
  if (result.applied.empty()) session.out << "the database is up to date\n";
}

int migrate(Session& session, const MigrateOptions& options) {
  // For an error that says at once that there is no such database, or that it is locked.
  session.open_to_write()->close();
  const MigrationResult result = run_migrations(session.storage_options(false));
  if (options.for_people()) {
    say_for_people(session, result);
    return 0;
  }
  std::vector<std::vector<Scalar>> rows;
  for (const AppliedMigration& applied : result.applied) {
    rows.push_back({applied.version, applied.name, applied.duration_ms});
  }
  write_rows(session,
             frame_of({{"version", DataType::int64()},
                       {"name", DataType::string()},
                       {"duration_ms", DataType::float64()}},
                      rows),
             options.output);
  for (const RejectedRows& rejected : result.rejected) {
    session.say(rejected.table + ": " + counted(rejected.rows, "row") + " kept aside");
  }
  return 0;
}

int act(Session& session, const MigrateOptions& options) {
  if (options.plan) return show_plan(session, options);
  if (options.status) return show_status(session, options);
  if (options.verify) return verify(session, options);
  return migrate(session, options);
}

}  // namespace

void add_migrate(CLI::App& program, CommandLine& line) {
  CLI::App& command = add_command(
      program, {"migrate", "Bring a database to the newest layout, or look how it stands",
                "egregora migrate --plan"});
  auto options = std::make_shared<MigrateOptions>();
  CLI::Option* plan =
      command.add_flag("--plan", options->plan, "List what would be applied; change nothing");
  CLI::Option* status =
      command.add_flag("--status", options->status, "List what was applied; change nothing");
  CLI::Option* verify = command.add_flag(
      "--verify", options->verify,
      "List what is not as this program would make it; exit code 1 where there is something");
  plan->excludes(status)->excludes(verify);
  status->excludes(verify);
  add_output_options(command, options->output);
  add_database_options(command, line.options);
  set_action(command, line, [options](Session& session) { return act(session, *options); });
}

}  // namespace egregora::program
