// SPDX-License-Identifier: Apache-2.0
// `egregora runs list`, `show ID` and `lineage ID`: what was run on a database, when, how it ended,
// and what came of what.
#include <egregora/database/run_store.hpp>
#include <egregora/database/schemas.hpp>
#include <egregora/expr/functions.hpp>

#include <map>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "tools/egregora/command_line.hpp"
#include "tools/egregora/frame_of.hpp"
#include "tools/egregora/record_lookup.hpp"
#include "tools/egregora/row_output.hpp"
#include "tools/egregora/session.hpp"

namespace egregora::program {
namespace {

struct ListOptions {
  std::optional<std::string> status = {};
  std::optional<std::string> stage = {};
  OutputOptions output = {};
};

struct ShowOptions {
  std::string id = {};
  bool tables = false;
  bool events = false;
  OutputOptions output = {};
};

struct LineageOptions {
  std::string id = {};
  OutputOptions output = {};
};

int list(Session& session, const ListOptions& options) {
  const auto storage = session.open_to_read();
  Table runs = storage->read_table(schemas::Runs::table_name);
  if (options.status) runs = runs.filter(runs["status"] == literal(*options.status));
  if (options.stage) runs = runs.filter(runs["stage"] == literal(*options.stage));
  runs = runs.order_by({runs["started_at"].desc(), runs["run_id"].asc()});
  if (options.output.row_format() == RowFormat::table) {
    runs = runs.select("run_id", "stage", "status", "started_at", "duration_seconds", "rows_in",
                       "rows_out", "error");
  }
  write_rows(session, runs, options.output);
  return 0;
}

Uuid run_meant(const RunStore& store, const std::string& id) {
  check_id(id, "run");
  return store.get_run(id).run_id;
}

template <class T>
Scalar cell(const std::optional<T>& value, const DataType& type) {
  return value ? Scalar(*value) : Scalar::null(type);
}

DataFrame tables_of(const RunStore& store, const Uuid& run) {
  std::vector<std::vector<Scalar>> rows;
  for (const RunTable& table : store.get_tables(run)) {
    rows.push_back({to_string(table.direction), table.table_name,
                    cell(table.checkpoint_id, DataType::uuid()),
                    cell(table.rows, DataType::int64())});
  }
  return frame_of({{"direction", DataType::string()},
                   {"table_name", DataType::string()},
                   {"checkpoint_id", DataType::uuid()},
                   {"rows", DataType::int64()}},
                  rows);
}

DataFrame events_of(const RunStore& store, const Uuid& run) {
  std::vector<std::vector<Scalar>> rows;
  for (const RunEvent& event : store.get_events(run)) {
    rows.push_back({event.seq, event.occurred_at, event.kind,
                    event.payload.is_null() ? Scalar::null(DataType::json())
                                            : Scalar::of(DataType::json(), event.payload.dump())});
  }
  return frame_of({{"seq", DataType::int64()},
                   {"occurred_at", DataType::timestamp_tz()},
                   {"kind", DataType::string()},
                   {"payload", DataType::json()}},
                  rows);
}

/// For people: the run, and what it left beside its row.
void show_all(const Session& session, const DataFrame& run, const RunStore& store, const Uuid& id) {
  write_record(session, run, RowFormat::table);
  for (const DataFrame& beside : {tables_of(store, id), events_of(store, id)}) {
    if (beside.num_rows() > 0) write_rows(session, beside, OutputOptions{});
  }
}

int show(Session& session, const ShowOptions& options) {
  const auto storage = session.open_to_read();
  const RunStore store(*storage);
  const Uuid id = run_meant(store, options.id);
  const Table runs = storage->read_table(schemas::Runs::table_name);
  const DataFrame run = runs.filter(runs["run_id"] == literal(id)).execute();
  if (options.tables) {
    write_rows(session, tables_of(store, id), options.output);
  } else if (options.events) {
    write_rows(session, events_of(store, id), options.output);
  } else if (options.output.row_format() == RowFormat::table) {
    show_all(session, run, store, id);
  } else {
    write_record(session, run, options.output.row_format());
  }
  return 0;
}

/// A run of a lineage and its distance: below 0 for what the run came of.
using Relatives = std::vector<std::pair<std::int64_t, Uuid>>;

Relatives relatives_of(const RunStore& store, const Uuid& id) {
  const RunLineage lineage = store.get_lineage(id);
  Relatives relatives;
  for (auto run = lineage.ancestors.rbegin(); run != lineage.ancestors.rend(); ++run) {
    relatives.emplace_back(-run->distance, run->run_id);
  }
  relatives.emplace_back(0, id);
  for (const RelatedRun& run : lineage.descendants)
    relatives.emplace_back(run.distance, run.run_id);
  return relatives;
}

/// The rest of the row of each; of a run whose row was deleted there is none.
std::map<Uuid, std::vector<Scalar>> known_runs(DuckDBStorageManager& storage,
                                               const Relatives& relatives) {
  std::vector<Scalar> ids;
  for (const auto& [distance, id] : relatives) ids.emplace_back(id);
  const Table runs = storage.read_table(schemas::Runs::table_name);
  const DataFrame found = runs.filter(runs["run_id"].isin(memtable({{"run_id", ids}})))
                              .select("run_id", "stage", "status", "started_at", "duration_seconds")
                              .execute();
  std::map<Uuid, std::vector<Scalar>> known;
  for (std::int64_t row = 0; row < found.num_rows(); ++row) {
    std::vector<Scalar>& cells = known[found.column<Uuid>("run_id")[row]];
    for (std::size_t column = 1; column < 5; ++column) cells.push_back(found.value(row, column));
  }
  return known;
}

int lineage(Session& session, const LineageOptions& options) {
  const auto storage = session.open_to_read();
  const RunStore store(*storage);
  const Relatives relatives = relatives_of(store, run_meant(store, options.id));
  const auto known = known_runs(*storage, relatives);
  const Schema schema = {{"relation", DataType::string()},
                         {"distance", DataType::int64()},
                         {"run_id", DataType::uuid()},
                         {"stage", DataType::string()},
                         {"status", DataType::string()},
                         {"started_at", DataType::timestamp_tz()},
                         {"duration_seconds", DataType::float64()}};
  std::vector<std::vector<Scalar>> rows;
  for (const auto& [distance, id] : relatives) {
    const char* relation = distance < 0 ? "ancestor" : distance > 0 ? "descendant" : "this run";
    std::vector<Scalar> row = {relation, distance < 0 ? -distance : distance, id};
    const auto rest = known.find(id);
    for (std::size_t column = 3; column < schema.size(); ++column) {
      row.push_back(rest == known.end() ? Scalar::null(schema[column].type)
                                        : rest->second.at(column - 3));
    }
    rows.push_back(std::move(row));
  }
  write_rows(session, frame_of(schema, rows), options.output);
  return 0;
}

void add_id(CLI::App& command, std::string& id) {
  command.add_option("id", id, "The run's id, or its beginning")->required()->type_name("ID");
}

void add_list_command(CLI::App& runs, CommandLine& line) {
  CLI::App& command = add_command(runs, {"list", "List runs, the newest first",
                                         "egregora runs list --status failed --limit 3"});
  auto options = std::make_shared<ListOptions>();
  command.add_option("--status", options->status, "Only runs that are so")
      ->check(CLI::IsMember({"pending", "running", "degraded", "completed", "failed", "cancelled"}))
      ->type_name("STATUS");
  command.add_option("--stage", options->stage, "Only runs of this stage")->type_name("STAGE");
  add_output_options(command, options->output);
  add_database_options(command, line.options);
  set_action(command, line, [options](Session& session) { return list(session, *options); });
}

void add_show_command(CLI::App& runs, CommandLine& line) {
  CLI::App& command =
      add_command(runs, {"show", "Show everything about one run", "egregora runs show 7c1e"});
  auto options = std::make_shared<ShowOptions>();
  add_id(command, options->id);
  CLI::Option* tables =
      command.add_flag("--tables", options->tables, "Only the tables it read and wrote");
  command.add_flag("--events", options->events, "Only its events")->excludes(tables);
  add_format_options(command, options->output);
  add_database_options(command, line.options);
  set_action(command, line, [options](Session& session) { return show(session, *options); });
}

void add_lineage_command(CLI::App& runs, CommandLine& line) {
  CLI::App& command = add_command(runs, {"lineage", "Show what a run came of, and what came of it",
                                         "egregora runs lineage 7c1e"});
  auto options = std::make_shared<LineageOptions>();
  add_id(command, options->id);
  add_output_options(command, options->output);
  add_database_options(command, line.options);
  set_action(command, line, [options](Session& session) { return lineage(session, *options); });
}

}  // namespace

void add_runs(CLI::App& program, CommandLine& line) {
  CLI::App& runs =
      add_command(program, {"runs", "Look at what was run", "egregora runs list --limit 3"});
  runs.require_subcommand(1);
  add_list_command(runs, line);
  add_show_command(runs, line);
  add_lineage_command(runs, line);
}

}  // namespace egregora::program
