// SPDX-License-Identifier: Apache-2.0
// `egregora schema TABLE`: columns, types, what may be NULL, and the key.
#include <egregora/database/duckdb_manager.hpp>

#include <algorithm>
#include <memory>
#include <string>

#include "tools/egregora/command_line.hpp"
#include "tools/egregora/frame_of.hpp"
#include "tools/egregora/row_output.hpp"
#include "tools/egregora/session.hpp"

namespace egregora::program {
namespace {

struct SchemaOptions {
  std::string table = {};
  OutputOptions output = {};
};

int run(Session& session, const SchemaOptions& options) {
  const auto storage = session.open_to_read();
  const TableInfo info = storage->describe(options.table);
  std::vector<std::vector<Scalar>> rows;
  for (const Field& field : info.schema) {
    const bool key = std::any_of(
        info.primary_key.begin(), info.primary_key.end(),
        [&](const std::string& name) { return fold_case(name) == fold_case(field.name); });
    rows.push_back({field.name, field.type.to_string(), field.nullable, key});
  }
  write_rows(session,
             frame_of({{"column", DataType::string()},
                       {"type", DataType::string()},
                       {"nullable", DataType::boolean()},
                       {"key", DataType::boolean()}},
                      rows),
             options.output);
  return 0;
}

}  // namespace

void add_schema(CLI::App& program, CommandLine& line) {
  CLI::App& command = add_command(
      program, {"schema", "Show a table's columns and their types", "egregora schema messages"});
  auto options = std::make_shared<SchemaOptions>();
  command.add_option("table", options->table, "The table or view")->required()->type_name("TABLE");
  add_output_options(command, options->output);
  add_database_options(command, line.options);
  set_action(command, line, [options](Session& session) { return run(session, *options); });
}

}  // namespace egregora::program
