// SPDX-License-Identifier: Apache-2.0
// What ran, when, from which inputs: runs, their parents, their events, the tables they touched.
#pragma once

#include <egregora/expr/columns.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace egregora::schemas {

/// Pipeline execution history.
struct Runs : Columns<Runs> {
  static constexpr std::string_view table_name = "runs";
  Column<sql::Uuid> run_id{this, "run_id", primary_key};
  Column<sql::Text> tenant_id{this, "tenant_id", Scalar("default")};
  Column<sql::Text> stage{this, "stage", Scalar("pipeline")};
  Column<sql::Text> status{this, "status"};
  Column<nullable<sql::Json>> config{this, "config"};
  Column<nullable<sql::Text>> config_hash{this, "config_hash"};
  Column<nullable<sql::Text>> code_ref{this, "code_ref"};
  Column<nullable<sql::Text>> engine_version{this, "engine_version"};
  Column<nullable<sql::Uuid>> parent_run_id{this, "parent_run_id"};
  Column<sql::TimestampTz> started_at{this, "started_at"};
  Column<nullable<sql::TimestampTz>> finished_at{this, "finished_at"};
  Column<nullable<sql::TimestampTz>> heartbeat_at{this, "heartbeat_at"};
  Column<nullable<sql::Double>> duration_seconds{this, "duration_seconds"};
  Column<nullable<sql::BigInt>> rows_in{this, "rows_in"};
  Column<nullable<sql::BigInt>> rows_out{this, "rows_out"};
  Column<nullable<sql::Text>> error{this, "error"};
  Column<nullable<sql::Json>> attrs{this, "attrs"};
  Column<nullable<sql::Text>> trace_id{this, "trace_id"};

  static std::vector<Check> checks();
  static std::vector<std::string> order_key() { return {"started_at", "run_id"}; }
};

/// Which run came of which.
struct Lineage : Columns<Lineage> {
  static constexpr std::string_view table_name = "lineage";
  Column<sql::Uuid> child_run_id{this, "child_run_id"};
  Column<sql::Uuid> parent_run_id{this, "parent_run_id"};

  static std::vector<Check> checks();
  static std::vector<std::string> order_key() { return {"child_run_id", "parent_run_id"}; }
};

/// What happened while a run ran. Rows are only ever added.
struct RunEvents : Columns<RunEvents> {
  static constexpr std::string_view table_name = "run_events";
  Column<sql::Uuid> run_id{this, "run_id"};
  Column<sql::BigInt> seq{this, "seq"};  ///< order within the run
  Column<sql::TimestampTz> occurred_at{this, "occurred_at"};
  Column<sql::Text> kind{this, "kind"};
  Column<nullable<sql::Json>> payload{this, "payload"};

  static std::vector<std::string> order_key() { return {"run_id", "seq"}; }
};

/// Which tables a run read and wrote, and in which version.
struct RunTables : Columns<RunTables> {
  static constexpr std::string_view table_name = "run_tables";
  Column<sql::Uuid> run_id{this, "run_id"};
  // Not `table_name`: that is the name of this table itself.
  Column<sql::Text> name{this, "table_name"};
  Column<sql::Text> direction{this, "direction"};
  Column<nullable<sql::Uuid>> checkpoint_id{this, "checkpoint_id"};
  Column<nullable<sql::BigInt>> rows{this, "rows"};

  static std::vector<Check> checks();
  static std::vector<std::string> order_key() { return {"run_id", "direction", "table_name"}; }
};

}  // namespace egregora::schemas
