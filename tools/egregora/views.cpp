// SPDX-License-Identifier: Apache-2.0
// `egregora views list`, `plan`, `refresh` and `explain NAME`: the registered views, which of them
// stand materialised in a database, which are stale and why.
#include <egregora/database/duckdb_manager.hpp>

#include <memory>
#include <ostream>
#include <string>
#include <vector>

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

struct NamedViews {
  std::vector<std::string> names = {};
  OutputOptions output = {};
};

DataFrame frame(const std::vector<StaleView>& stale) {
  std::vector<std::vector<Scalar>> rows;
  for (const StaleView& view : stale) rows.push_back({view.name, view.reason});
  return frame_of({{"name", DataType::string()}, {"reason", DataType::string()}}, rows);
}

int plan(Session& session, const NamedViews& options) {
  const auto storage = session.open_to_read();
  const auto stale = storage->views().plan(*storage, options.names);
  if (stale.empty() && options.output.row_format() == RowFormat::table) {
    session.out << "nothing is stale\n";
    return 0;
  }
  write_rows(session, frame(stale), options.output);
  return 0;
}

int refresh(Session& session, const NamedViews& options) {
  const auto storage = session.open_to_write();
  std::vector<std::vector<Scalar>> rows;
  const RefreshOptions wanted{.names = options.names,
                              .on_view = [&](std::string_view) { session.check_interruption(); }};
  for (const RefreshedView& view : storage->views().refresh(*storage, wanted)) {
    rows.push_back({view.name, view.rows, view.reason});
  }
  storage->close();
  if (rows.empty() && options.output.row_format() == RowFormat::table) {
    session.out << "nothing was stale\n";
    return 0;
  }
  write_rows(session,
             frame_of({{"name", DataType::string()},
                       {"rows", DataType::int64()},
                       {"reason", DataType::string()}},
                      rows),
             options.output);
  return 0;
}

Scalar text_or_null(const std::string& text) {
  return text.empty() ? Scalar::null(DataType::string()) : Scalar(text);
}

int explain(Session& session, const std::string& name, RowFormat format) {
  const auto storage = session.open_to_read();
  const ViewExplanation found = storage->views().explain(*storage, name);
  const DataType text = DataType::string();
  write_record(session,
               frame_of({{"name", text},
                         {"description", text},
                         {"depends_on", text},
                         {"stale", DataType::boolean()},
                         {"reason", text},
                         {"reads", text},
                         {"sql", text}},
                        {{found.view.name, text_or_null(found.view.description),
                          text_or_null(joined(found.view.depends_on)), found.stale.has_value(),
                          text_or_null(found.stale.value_or("")), text_or_null(joined(found.reads)),
                          text_or_null(found.sql)}}),
               format);
  return 0;
}

void add_list(CLI::App& views, CommandLine& line) {
  CLI::App& command = add_command(
      views, {"list", "List the registered views and their state", "egregora views list --json"});
  auto output = std::make_shared<OutputOptions>();
  add_output_options(command, *output);
  add_database_options(command, line.options);
  set_action(command, line, [output](Session& session) { return list(session, *output); });
}

void add_of_names(CLI::App& views, CommandLine& line, const CommandText& text,
                  int (*act)(Session&, const NamedViews&)) {
  CLI::App& command = add_command(views, text);
  auto options = std::make_shared<NamedViews>();
  command.add_option("names", options->names, "These and what they depend on (default: all)")
      ->type_name("VIEW");
  add_output_options(command, options->output);
  add_database_options(command, line.options);
  set_action(command, line, [options, act](Session& session) { return act(session, *options); });
}

void add_explain(CLI::App& views, CommandLine& line) {
  CLI::App& command =
      add_command(views, {"explain", "Show what a view reads, whether it is stale, and its SQL",
                          "egregora views explain chunks"});
  auto name = std::make_shared<std::string>();
  auto output = std::make_shared<OutputOptions>();
  command.add_option("name", *name, "The view")->required()->type_name("VIEW");
  add_format_options(command, *output);
  add_database_options(command, line.options);
  set_action(command, line, [name, output](Session& session) {
    return explain(session, *name, output->row_format());
  });
}

}  // namespace

void add_views(CLI::App& program, CommandLine& line) {
  CLI::App& views = add_command(
      program,
      {"views", "Look at the registered views, and rebuild what is stale", "egregora views plan"});
  views.require_subcommand(1);
  add_list(views, line);
  add_of_names(views, line,
               {"plan", "List the stale views and why, in the order of building them",
                "egregora views plan"},
               plan);
  add_of_names(views, line,
               {"refresh", "Build the stale views and nothing else",
                "egregora views refresh daily_aggregates"},
               refresh);
  add_explain(views, line);
}

}  // namespace egregora::program
