// SPDX-License-Identifier: Apache-2.0
#include "database/run_rows.hpp"

#include <string>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/expr/memtable.hpp>

namespace egregora::detail {

namespace {
template <class S>
const TypedTable<S>& by_name() {
  static const TypedTable<S> table(egregora::table(S::table_name, S::schema()));
  return table;
}

template <class T>
std::optional<std::string> text_of(const T& text) {
  if (!text) return std::nullopt;
  return std::string(*text);
}

template <class T>
Json json_of(const T& text) {
  return text ? Json::parse(*text) : Json();
}
}  // namespace

TypedTable<schemas::Runs> runs() { return by_name<schemas::Runs>(); }
TypedTable<schemas::Lineage> lineage() { return by_name<schemas::Lineage>(); }
TypedTable<schemas::RunEvents> run_events() { return by_name<schemas::RunEvents>(); }
TypedTable<schemas::RunTables> run_tables() { return by_name<schemas::RunTables>(); }

RunStatus stored_run_status(std::string_view word) {
  for (const RunStatus status : {RunStatus::pending, RunStatus::running, RunStatus::degraded,
                                 RunStatus::completed, RunStatus::failed, RunStatus::cancelled}) {
    if (word == to_string(status)) return status;
  }
  throw InternalError(fmt::format("a run has a status that we do not know: '{}'", word));
}

Scalar json_cell(const Json& value) {
  return value.is_null() ? Scalar::null(DataType::json())
                         : Scalar::of(DataType::json(), value.dump());
}

std::vector<RunRecord> run_records(const DataFrame& frame) {
  static const schemas::Runs columns;
  std::vector<RunRecord> records;
  records.reserve(static_cast<std::size_t>(frame.num_rows()));
  for (const Row& row : frame.rows()) {
    records.push_back({.run_id = row[columns.run_id],
                       .tenant_id = std::string(row[columns.tenant_id]),
                       .stage = std::string(row[columns.stage]),
                       .status = stored_run_status(row[columns.status]),
                       .config = json_of(row.get(columns.config)),
                       .config_hash = text_of(row.get(columns.config_hash)),
                       .code_ref = text_of(row.get(columns.code_ref)),
                       .engine_version = text_of(row.get(columns.engine_version)),
                       .parent_run_id = row.get(columns.parent_run_id),
                       .started_at = row[columns.started_at],
                       .finished_at = row.get(columns.finished_at),
                       .heartbeat_at = row.get(columns.heartbeat_at),
                       .duration_seconds = row.get(columns.duration_seconds),
                       .rows_in = row.get(columns.rows_in),
                       .rows_out = row.get(columns.rows_out),
                       .error = text_of(row.get(columns.error)),
                       .attrs = json_of(row.get(columns.attrs)),
                       .trace_id = text_of(row.get(columns.trace_id))});
  }
  return records;
}

std::vector<Scalar> run_row(const RunRecord& record) {
  const DataType text = DataType::string();
  const DataType time = DataType::timestamp_tz();
  return {record.run_id,
          record.tenant_id,
          record.stage,
          to_string(record.status),
          json_cell(record.config),
          cell(record.config_hash, text),
          cell(record.code_ref, text),
          cell(record.engine_version, text),
          cell(record.parent_run_id, DataType::uuid()),
          record.started_at,
          cell(record.finished_at, time),
          cell(record.heartbeat_at, time),
          cell(record.duration_seconds, DataType::float64()),
          cell(record.rows_in, DataType::int64()),
          cell(record.rows_out, DataType::int64()),
          cell(record.error, text),
          json_cell(record.attrs),
          cell(record.trace_id, text)};
}

std::vector<RunTable> run_table_records(const DataFrame& frame) {
  static const schemas::RunTables columns;
  std::vector<RunTable> records;
  for (const Row& row : frame.rows()) {
    const bool is_read = row[columns.direction] == to_string(TableUse::read);
    records.push_back({.table_name = std::string(row[columns.name]),
                       .direction = is_read ? TableUse::read : TableUse::written,
                       .checkpoint_id = row.get(columns.checkpoint_id),
                       .rows = row.get(columns.rows)});
  }
  return records;
}

std::vector<RunEvent> run_event_records(const DataFrame& frame) {
  static const schemas::RunEvents columns;
  std::vector<RunEvent> records;
  for (const Row& row : frame.rows()) {
    records.push_back({.seq = row[columns.seq],
                       .occurred_at = row[columns.occurred_at],
                       .kind = std::string(row[columns.kind]),
                       .payload = json_of(row.get(columns.payload))});
  }
  return records;
}

}  // namespace egregora::detail
