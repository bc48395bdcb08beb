// SPDX-License-Identifier: Apache-2.0
// `egregora rejects`: input lines that fitted nowhere.
#include <egregora/database/schemas.hpp>
#include <egregora/expr/functions.hpp>

#include <memory>
#include <optional>
#include <string>

#include "tools/egregora/command_line.hpp"
#include "tools/egregora/record_lookup.hpp"
#include "tools/egregora/row_output.hpp"
#include "tools/egregora/session.hpp"

namespace egregora::program {
namespace {

struct RejectsOptions {
  std::optional<std::string> run = {};
  OutputOptions output = {};
};

int run(Session& session, const RejectsOptions& options) {
  const auto storage = session.open_to_read();
  Table rejects = storage->read_table(schemas::Rejects::table_name);
  if (options.run) {
    const Uuid id =
        find_id(storage->read_table(schemas::Runs::table_name), "run_id", *options.run, "run");
    rejects = rejects.filter(rejects["run_id"] == literal(id));
  }
  rejects = rejects.order_by({"run_id", "path", "line"});
  if (options.output.row_format() == RowFormat::table)
    rejects = rejects.select("path", "line", "reason", "text");
  write_rows(session, rejects, options.output);
  return 0;
}

}  // namespace

void add_rejects(CLI::App& program, CommandLine& line) {
  CLI::App& command = add_command(
      program, {"rejects", "Show input lines that fitted nowhere", "egregora rejects --run 7c1e"});
  auto options = std::make_shared<RejectsOptions>();
  command.add_option("--run", options->run, "Only of this run: its id, or its beginning")
      ->type_name("ID");
  add_output_options(command, options->output);
  add_database_options(command, line.options);
  set_action(command, line, [options](Session& session) { return run(session, *options); });
}

}  // namespace egregora::program
