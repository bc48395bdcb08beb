// SPDX-License-Identifier: Apache-2.0
// `egregora runs list` and `show ID`: what was run on a database, when, and how it ended.
#include <egregora/database/schemas.hpp>
#include <egregora/expr/functions.hpp>

#include <memory>
#include <string>

#include "tools/egregora/command_line.hpp"
#include "tools/egregora/record_lookup.hpp"
#include "tools/egregora/row_output.hpp"
#include "tools/egregora/session.hpp"

namespace egregora::program {
namespace {

struct ShowOptions {
  std::string id = {};
  OutputOptions output = {};
};

int list(Session& session, const OutputOptions& output) {
  const auto storage = session.open_to_read();
  Table runs = storage->read_table(schemas::Runs::table_name);
  runs = runs.order_by({runs["started_at"].desc(), runs["run_id"].asc()});
  if (output.row_format() == RowFormat::table) {
    runs = runs.select("run_id", "stage", "status", "started_at", "duration_seconds", "rows_in",
                       "rows_out", "error");
  }
  write_rows(session, runs, output);
  return 0;
}

int show(Session& session, const ShowOptions& options) {
  const auto storage = session.open_to_read();
  const Table runs = storage->read_table(schemas::Runs::table_name);
  const Uuid id = find_id(runs, "run_id", options.id, "run");
  write_record(session, runs.filter(runs["run_id"] == literal(id)).execute(),
               options.output.row_format());
  return 0;
}

}  // namespace

void add_runs(CLI::App& program, CommandLine& line) {
  CLI::App& runs =
      add_command(program, {"runs", "Look at what was run", "egregora runs list --limit 3"});
  runs.require_subcommand(1);

  CLI::App& list_command =
      add_command(runs, {"list", "List runs, the newest first", "egregora runs list --limit 3"});
  auto output = std::make_shared<OutputOptions>();
  add_output_options(list_command, *output);
  add_database_options(list_command, line.options);
  set_action(list_command, line, [output](Session& session) { return list(session, *output); });

  CLI::App& show_command =
      add_command(runs, {"show", "Show everything about one run", "egregora runs show 7c1e"});
  auto options = std::make_shared<ShowOptions>();
  show_command.add_option("id", options->id, "The run's id, or its beginning")
      ->required()
      ->type_name("ID");
  add_format_options(show_command, options->output);
  add_database_options(show_command, line.options);
  set_action(show_command, line, [options](Session& session) { return show(session, *options); });
}

}  // namespace egregora::program
