// SPDX-License-Identifier: Apache-2.0
// `egregora show TABLE`: the rows of a table or view, filtered, cut to some columns, sorted.
#include <egregora/core/text_distance.hpp>
#include <egregora/database/duckdb_manager.hpp>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "tools/egregora/command_line.hpp"
#include "tools/egregora/failure.hpp"
#include "tools/egregora/row_filter.hpp"
#include "tools/egregora/row_output.hpp"
#include "tools/egregora/session.hpp"

namespace egregora::program {
namespace {

struct ShowOptions {
  std::string table = {};
  std::vector<std::string> columns = {};
  std::string where = {};
  std::vector<std::string> order_by = {};
  OutputOptions output = {};
};

void require_column(const Table& table, const std::string& name, const char* option) {
  if (table.schema().contains(name)) return;
  throw UsageError(option, "no column '" + name + "' in '" + table.get_name() + "'" +
                               did_you_mean(name, table.columns()));
}

Table filtered(const Table& table, const ShowOptions& options) {
  if (options.where.empty()) return table;
  try {
    return table.filter(parse_row_filter(options.where, table));
  } catch (const FilterError& error) {
    throw UsageError("--where", std::string(error.what()) + ": " + options.where);
  }
}

Table sorted(const Table& table, const ShowOptions& options) {
  std::vector<OrderKey> keys;
  for (const std::string& word : options.order_by) {
    const bool down = word.starts_with('-');
    const std::string name = down ? word.substr(1) : word;
    require_column(table, name, "--order-by");
    keys.emplace_back(down ? table[name].desc() : table[name].asc());
  }
  return keys.empty() ? table : table.order_by(keys);
}

Table with_columns(const Table& table, const ShowOptions& options) {
  std::vector<Selection> selections;
  std::set<std::string> seen;
  for (const std::string& name : options.columns) {
    require_column(table, name, "--columns");
    if (!seen.insert(fold_case(name)).second)
      throw UsageError("--columns", "'" + name + "' is named twice");
    selections.emplace_back(name);
  }
  return selections.empty() ? table : table.select_all(selections);
}

int run(Session& session, const ShowOptions& options) {
  const auto storage = session.open_to_read();
  const Table table = storage->read_table(options.table);
  // Columns last: a filter and an order may use those that are not shown.
  write_rows(session, with_columns(sorted(filtered(table, options), options), options),
             options.output);
  return 0;
}

}  // namespace

void add_show(CLI::App& program, CommandLine& line) {
  CLI::App& command = add_command(
      program,
      {"show", "Show the rows of a table or view",
       "egregora show messages --columns timestamp,author,content \\\n"
       "    --where \"kind = 'text' and not author is null\" --order-by -timestamp --limit 10"});
  auto options = std::make_shared<ShowOptions>();
  command.add_option("table", options->table, "The table or view")->required()->type_name("TABLE");
  command.add_option("--columns", options->columns, "Only these, in this order")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("A,B");
  command
      .add_option(
          "--where", options->where,
          "Rows that fit: column op value, with and, or, not; =, !=, <, <=, >, >=, like, is null")
      ->type_name("EXPR");
  command
      .add_option("--order-by", options->order_by,
                  "Sort by these; with - in front from the greatest down")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("A,-B");
  add_output_options(command, options->output);
  add_database_options(command, line.options);
  set_action(command, line, [options](Session& session) { return run(session, *options); });
}

}  // namespace egregora::program
