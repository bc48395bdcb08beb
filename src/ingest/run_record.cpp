// SPDX-License-Identifier: Apache-2.0
// See run_record.hpp.
#include "ingest/run_record.hpp"

#include <unistd.h>
#include <egregora/core/errors.hpp>
#include <egregora/core/logging.hpp>
#include <egregora/database/run_record.hpp>
#include <egregora/database/schemas.hpp>
#include <egregora/engine/engine.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>
#include <egregora/expr/operators.hpp>

#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>
#include <vector>

namespace egregora::ingest {

namespace {

constexpr std::string_view kRuns = schemas::Runs::table_name;
constexpr std::string_view kStage = "pipeline";
constexpr std::string_view kInterrupted =
    "interrupted: the process ended before its run did; running again finished its work";

Scalar json(const Json& value) { return Scalar::of(DataType::json(), value.dump()); }

double seconds_between(Timestamp start, Timestamp end) {
  return std::chrono::duration<double>(end - start).count();
}

Json process_attrs() {
  Json attrs = Json::object();
  attrs.set("pid", static_cast<std::int64_t>(::getpid()));
  return attrs;
}

Scalar cell(const RunStart& start, std::string_view column) {
  if (column == "run_id") return start.run_id;
  if (column == "tenant_id") return start.tenant_id;
  if (column == "stage") return kStage;
  if (column == "status") return "running";
  if (column == "config") return json(start.config);
  if (column == "config_hash") return config_hash(start.config);
  if (column == "code_ref") return library_code_ref();
  if (column == "engine_version") return "DuckDB " + duckdb_version();
  if (column == "started_at") return start.started_at;
  if (column == "rows_in") return start.rows_in;
  if (column == "rows_out") return start.rows_out;
  if (column == "attrs") return json(process_attrs());
  return {};
}

void finish(Transaction& tx, const RunStart& start, Timestamp now, std::vector<Named> changes) {
  const Timestamp end = std::max(now, start.started_at);  // clocks go back, time does not
  changes.push_back({"finished_at", literal(end)});
  changes.push_back({"duration_seconds", literal(seconds_between(start.started_at, end))});
  tx.update(kRuns, changes, col("run_id") == start.run_id);
}

}  // namespace

void fail_interrupted_runs(Transaction& transaction, Timestamp now) {
  const auto runs = transaction.read_table<schemas::Runs>();
  const DataFrame running = transaction.execute(
      runs.filter(runs.status == "running", runs.stage == kStage).select(runs.run_id, runs.attrs));
  const auto attrs = running.column<std::string>("attrs");
  for (std::int64_t row = 0; row < running.num_rows(); ++row) {
    const auto known = attrs.get(row);
    // Runs that a store began say no process: whoever began them knows.
    if (!known || *known == process_attrs().dump() || !Json::parse(*known).contains("pid"))
      continue;
    transaction.update(kRuns,
                       {{"status", literal("failed")},
                        {"error", literal(kInterrupted)},
                        {"finished_at", greatest({literal(now), col("started_at")})}},
                       col("run_id") == running.column<Uuid>("run_id")[row]);
  }
}

void insert_run(Transaction& transaction, const RunStart& start) {
  std::vector<Scalar> row;
  for (const Field& field : schemas::Runs::schema()) {
    const Scalar value = cell(start, field.name);
    row.push_back(value.is_null() ? Scalar::null(field.type) : value);
  }
  transaction.insert(kRuns, memtable(schemas::Runs::schema(), {row}));
}

void complete_run(DuckDBStorageManager& storage, const RunStart& start, Timestamp now) {
  storage.transaction([&](Transaction& tx) {
    finish(tx, start, now, {{"status", literal("completed")}});
  });
}

void fail_run(DuckDBStorageManager& storage, const RunStart& start, Timestamp now,
              std::string_view error) noexcept {
  try {
    storage.transaction([&](Transaction& tx) {
      finish(tx, start, now, {{"status", literal("failed")}, {"error", literal(error)}});
    });
  } catch (const std::exception& second) {
    // Follows from the error that is on its way; the next run finds this one unfinished.
    log(LogLevel::info, std::string("the failed run could not be recorded: ") + second.what());
  }
}

}  // namespace egregora::ingest
