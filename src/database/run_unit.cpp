// SPDX-License-Identifier: Apache-2.0
#include "database/run_unit.hpp"

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/engine/engine.hpp>
#include <egregora/expr/functions.hpp>

#include "database/run_lineage.hpp"
#include "database/run_rows.hpp"

namespace egregora::detail {

namespace {
void check_count(const std::optional<std::int64_t>& rows) {
  if (!rows || *rows >= 0) return;
  throw InvalidOperationError(fmt::format("a count of rows is not negative: {}", *rows));
}

void check_given(std::string_view text, std::string_view what) {
  if (text.empty()) throw InvalidOperationError(fmt::format("{} is not empty", what));
}

Table row_of(const Uuid& run_id) {
  const auto all = runs();
  return all.Table::filter(all.run_id.expr() == literal(run_id));
}

[[noreturn]] void throw_not_found(const Uuid& run_id) {
  throw RunNotFoundError(fmt::format("there is no run with this id: {}", run_id.to_string()),
                         {.object_name = run_id.to_string()});
}

bool may_follow(RunStatus before, RunStatus after) {
  if (is_final(before)) return false;
  if (before == after) return true;
  if (before != RunStatus::pending) return after != RunStatus::pending;
  return after == RunStatus::running || after == RunStatus::failed || after == RunStatus::cancelled;
}

double seconds(Timestamp from, Timestamp to) {
  return std::chrono::duration<double>(to - from).count();
}

std::string written_out(const std::vector<Uuid>& way) {
  std::string text;
  for (const Uuid& run : way) text += (text.empty() ? "" : " of ") + run.to_string();
  return text;
}

/// New values of one row.
struct Changes {
  std::vector<std::string> columns = {};
  std::vector<Scalar> values = {};

  void set(std::string column, Scalar value) {
    columns.push_back(std::move(column));
    values.push_back(std::move(value));
  }
};
}  // namespace

void check_new_run(const NewRun& run) {
  static_cast<void>(to_string(run.status));
  check_given(run.stage, "the stage of a run");
  check_given(run.tenant_id, "the tenant of a run");
}

void check_update(RunStatus status, const RunUpdate& update) {
  static_cast<void>(to_string(status));
  check_count(update.rows_in);
  check_count(update.rows_out);
}

void check_table(const RunTable& table) {
  static_cast<void>(to_string(table.direction));
  check_given(table.table_name, "the name of a run's table");
  check_count(table.rows);
}

void check_event(const NewRunEvent& event) { check_given(event.kind, "the kind of an event"); }

RunRecord find_run(Session& session, const Uuid& run_id) {
  auto found = run_records(session.query(row_of(run_id)));
  if (found.empty()) throw_not_found(run_id);
  return std::move(found.front());
}

void require_run(Session& session, const Uuid& run_id) {
  if (session.query(row_of(run_id).select("run_id")).num_rows() == 0) throw_not_found(run_id);
}

TableName RunUnit::changed(std::string_view table) {
  state_.touch(table);
  return state_.session().durable(table);
}

template <class S>
void RunUnit::insert(std::vector<Scalar> row) {
  static const std::vector<std::string> columns = S::schema().names();
  state_.session().run_often(InsertRows{changed(S::table_name), columns, {std::move(row)}});
}

void RunUnit::add(const NewRun& run, const Uuid& run_id) {
  Session& session = state_.session();
  if (run.run_id && session.query(row_of(run_id).select("run_id")).num_rows() > 0) {
    throw ConstraintError(fmt::format("there is a run with this id: {}", run_id.to_string()),
                          {.object_name = run_id.to_string()});
  }
  if (run.parent_run_id) require_run(session, *run.parent_run_id);
  RunRecord record{.run_id = run_id,
                   .tenant_id = run.tenant_id,
                   .stage = run.stage,
                   .status = run.status,
                   .config = run.config,
                   .code_ref = run.code_ref ? *run.code_ref : library_code_ref(),
                   .engine_version = "DuckDB " + duckdb_version(),
                   .parent_run_id = run.parent_run_id,
                   .started_at = now_,
                   .attrs = run.attrs,
                   .trace_id = run.trace_id};
  if (!run.config.is_null()) record.config_hash = config_hash(run.config);
  if (is_final(run.status)) {
    record.finished_at = now_;
    record.duration_seconds = 0;
  }
  insert<schemas::Runs>(run_row(record));
  // Nothing can have come of a run that is new: no circle to look for.
  if (run.parent_run_id) insert<schemas::Lineage>({run_id, *run.parent_run_id});
}

RunUnit::Now RunUnit::status_of(const Uuid& run_id) {
  const DataFrame found = state_.session().query(row_of(run_id).select("status", "started_at"));
  if (found.num_rows() == 0) throw_not_found(run_id);
  return {stored_run_status(found.column<std::string>("status")[0]),
          found.column<Timestamp>("started_at")[0]};
}

void RunUnit::change_status(const Uuid& run_id, RunStatus status, const RunUpdate& update) {
  const Now before = status_of(run_id);
  if (!may_follow(before.status, status)) {
    throw InvalidOperationError(
        fmt::format("a run that is {} does not become {}{}: {}", to_string(before.status),
                    to_string(status), is_final(before.status) ? "; begin a new one" : "",
                    run_id.to_string()),
        {.object_name = run_id.to_string()});
  }
  store_status(run_id, before, status, update);
}

void RunUnit::end(const Uuid& run_id, RunStatus status, const RunUpdate& update) {
  const Now before = status_of(run_id);
  if (!is_final(before.status)) store_status(run_id, before, status, update);
}

void RunUnit::store_status(const Uuid& run_id, const Now& before, RunStatus status,
                           const RunUpdate& update) {
  Changes changes;
  if (status != before.status) changes.set("status", to_string(status));
  if (before.status == RunStatus::pending && status == RunStatus::running) {
    changes.set("started_at", now_);
  }
  if (is_final(status)) {
    // Clocks go back, time does not.
    const Timestamp end = std::max(now_, before.started_at);
    changes.set("finished_at", end);
    changes.set("duration_seconds", seconds(before.started_at, end));
  }
  if (update.error) changes.set("error", *update.error);
  if (update.rows_in) changes.set("rows_in", *update.rows_in);
  if (update.rows_out) changes.set("rows_out", *update.rows_out);
  if (changes.columns.empty()) return;
  state_.session().run_often(UpdateRow{
      changed(schemas::Runs::table_name), changes.columns, changes.values, {"run_id"}, {run_id}});
}

void RunUnit::beat(const Uuid& run_id) {
  const Now before = status_of(run_id);
  if (is_final(before.status)) {
    throw InvalidOperationError(fmt::format("a run that is {} gives no sign of life: {}",
                                            to_string(before.status), run_id.to_string()),
                                {.object_name = run_id.to_string()});
  }
  state_.session().run_often(UpdateRow{
      changed(schemas::Runs::table_name), {"heartbeat_at"}, {now_}, {"run_id"}, {run_id}});
}

void RunUnit::link(const NewLineage& given) {
  Session& session = state_.session();
  require_run(session, given.child_run_id);
  const LineageGraph graph(session.query(lineage()));
  std::set<Uuid> added;
  for (const Uuid& parent : given.parent_run_ids) {
    require_run(session, parent);
    const std::vector<Uuid> circle = graph.way_up(parent, given.child_run_id);
    if (!circle.empty()) {
      throw InvalidOperationError(fmt::format("a run does not come of itself: {} of {}",
                                              given.child_run_id.to_string(), written_out(circle)),
                                  {.object_name = given.child_run_id.to_string()});
    }
    if (!graph.has(given.child_run_id, parent)) added.insert(parent);
  }
  for (const Uuid& parent : added) insert<schemas::Lineage>({given.child_run_id, parent});
}

void RunUnit::note_table(const Uuid& run_id, const RunTable& table) {
  Session& session = state_.session();
  require_run(session, run_id);
  const auto file =
      table.checkpoint_id ? table.checkpoint_id : state_.fresh_version(table.table_name);
  const Scalar version = cell(file, DataType::uuid());
  const Scalar rows = cell(table.rows, DataType::int64());
  const Scalar direction = to_string(table.direction);
  const std::int64_t changed_rows =
      session.run_often(UpdateRow{changed(schemas::RunTables::table_name),
                                  {"checkpoint_id", "rows"},
                                  {version, rows},
                                  {"run_id", "table_name", "direction"},
                                  {run_id, table.table_name, direction}});
  if (changed_rows > 0) return;
  insert<schemas::RunTables>({run_id, table.table_name, direction, version, rows});
}

std::int64_t RunUnit::add_event(const Uuid& run_id, const NewRunEvent& event) {
  Session& session = state_.session();
  require_run(session, run_id);
  const auto events = run_events();
  const Table own = events.Table::filter(events.run_id.expr() == literal(run_id));
  const DataFrame last = session.query(own.agg(Named{"last", own["seq"].max()}));
  const std::int64_t seq = last.column<std::int64_t>(0).get(0).value_or(0) + 1;
  insert<schemas::RunEvents>({run_id, seq, now_, event.kind, json_cell(event.payload)});
  return seq;
}

}  // namespace egregora::detail
