// SPDX-License-Identifier: Apache-2.0
// `egregora views list`: the registered views, and which of them stand materialised in a database.
#include <egregora/database/duckdb_manager.hpp>

#include <memory>
#include <string>

#include "tools/egregora/command_line.hpp"
#include "tools/egregora/frame_of.hpp"
#include "tools/egregora/row_output.hpp"
#include "tools/egregora/session.hpp"

namespace egregora::program {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::vector<Scalar> row_of(const DuckDBStorageManager& storage, const RegisteredView& view) {
  Scalar rows = Scalar::null(DataType::int64());
  std::string_view file = to_string(CheckpointState::none);
  const bool materialised = storage.table_exists(view.name);
  if (materialised) {
    const TableInfo info = storage.describe(view.name);
    rows = Scalar(info.rows);
    file = to_string(info.checkpoint);
  }
  return {view.name, materialised, rows, file, joined(view.depends_on), view.description};
}

int list(Session& session, const OutputOptions& output) {
  const auto storage = session.open_to_read();
  std::vector<std::vector<Scalar>> rows;
  for (const std::string& name : storage->views().list()) {
    rows.push_back(row_of(*storage, storage->views().describe(name)));
  }
  write_rows(session,
             frame_of({{"name", DataType::string()},
                       {"materialised", DataType::boolean()},
                       {"rows", DataType::int64()},
                       {"checkpoint", DataType::string()},
                       {"depends_on", DataType::string()},
                       {"description", DataType::string()}},
                      rows),
             output);
  return 0;
}

}  // namespace

void add_views(CLI::App& program, CommandLine& line) {
  CLI::App& views =
      add_command(program, {"views", "Look at the registered views", "egregora views list"});
  views.require_subcommand(1);
  CLI::App& command = add_command(
      views, {"list", "List the registered views and their state", "egregora views list --json"});
  auto output = std::make_shared<OutputOptions>();
  add_output_options(command, *output);
  add_database_options(command, line.options);
  set_action(command, line, [output](Session& session) { return list(session, *output); });
}

}  // namespace egregora::program
