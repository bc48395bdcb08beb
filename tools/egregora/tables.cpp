// SPDX-License-Identifier: Apache-2.0
// `egregora tables`: what is in a database.
#include <egregora/database/duckdb_manager.hpp>

#include <memory>

#include "tools/egregora/command_line.hpp"
#include "tools/egregora/frame_of.hpp"
#include "tools/egregora/row_output.hpp"
#include "tools/egregora/session.hpp"

namespace egregora::program {
namespace {

int run(Session& session, const OutputOptions& output) {
  const auto storage = session.open_to_read();
  std::vector<std::vector<Scalar>> rows;
  for (const std::string& name : storage->list_tables()) {
    session.check_interruption();
    const TableInfo info = storage->describe(name);
    rows.push_back({info.name, to_string(info.kind), info.rows,
                    static_cast<std::int64_t>(info.schema.size()), to_string(info.checkpoint)});
  }
  write_rows(session,
             frame_of({{"name", DataType::string()},
                       {"kind", DataType::string()},
                       {"rows", DataType::int64()},
                       {"columns", DataType::int64()},
                       {"checkpoint", DataType::string()}},
                      rows),
             output);
  return 0;
}

}  // namespace

void add_tables(CLI::App& program, CommandLine& line) {
  CLI::App& command = add_command(program, {"tables", "List the tables and views of a database",
                                            "egregora tables --db trip.duckdb"});
  auto output = std::make_shared<OutputOptions>();
  add_output_options(command, *output);
  add_database_options(command, line.options);
  set_action(command, line, [output](Session& session) { return run(session, *output); });
}

}  // namespace egregora::program
