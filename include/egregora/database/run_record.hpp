// SPDX-License-Identifier: Apache-2.0
// The plain values that go into and come out of a RunStore.
#pragma once

#include <egregora/core/json.hpp>
#include <egregora/core/time.hpp>
#include <egregora/core/uuid.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace egregora {

enum class RunStatus {
  pending,   ///< to be done
  running,   ///< at work
  degraded,  ///< at work, with less than it should have
  // The others are final.
  completed,
  failed,
  cancelled,
};
/// "pending", ... Throws: InvalidOperationError for any other value.
std::string_view to_string(RunStatus status);
/// True for completed, failed and cancelled: such a run never changes its status again.
bool is_final(RunStatus status) noexcept;

/// A digest of a configuration: the same for configurations that are equal, in whatever order their
/// keys were given. Name-based UUID (version 5, namespace OID) of Json::dump().
std::string config_hash(const Json& config);

/// What a run says of its code where nobody says more: this library and its version.
std::string library_code_ref();

struct NewRun {
  std::optional<Uuid> run_id = {};  ///< absent: a new one
  Json config = {};                 ///< null is stored as NULL
  RunStatus status = RunStatus::running;
  std::string stage = "pipeline";            ///< what is done; not empty
  std::optional<Uuid> parent_run_id = {};    ///< the run that began this one; its lineage too
  std::optional<std::string> code_ref = {};  ///< e.g. a commit; absent: library_code_ref()
  std::optional<std::string> trace_id = {};  ///< of a tracing system
  std::string tenant_id = "default";
  Json attrs = {};  ///< whatever else; null is stored as NULL
};

/// What is known when a run's status changes. What is absent stays as it is.
struct RunUpdate {
  std::optional<std::string> error = {};
  std::optional<std::int64_t> rows_in = {};  ///< >= 0
  std::optional<std::int64_t> rows_out = {};
};

/// A row of `runs`.
struct RunRecord {
  Uuid run_id;
  std::string tenant_id;
  std::string stage;
  RunStatus status = RunStatus::running;
  Json config = {};  ///< null where none is stored
  std::optional<std::string> config_hash = {};
  std::optional<std::string> code_ref = {};
  std::optional<std::string> engine_version = {};
  std::optional<Uuid> parent_run_id = {};
  Timestamp started_at = {};
  std::optional<Timestamp> finished_at = {};  ///< present where the status is final; >= started_at
  std::optional<Timestamp> heartbeat_at = {};
  std::optional<double> duration_seconds = {};  ///< from started_at to finished_at
  std::optional<std::int64_t> rows_in = {};
  std::optional<std::int64_t> rows_out = {};
  std::optional<std::string> error = {};
  Json attrs = {};
  std::optional<std::string> trace_id = {};
};

struct RecentRuns {
  std::int64_t limit = 10;                ///< >= 0
  std::optional<RunStatus> status = {};   ///< only those that have it
  std::optional<std::string> stage = {};  ///< only those of this stage
};

struct NewLineage {
  Uuid child_run_id;
  std::vector<Uuid> parent_run_ids;
};

/// A run that another one comes from, or that comes from it.
struct RelatedRun {
  Uuid run_id;
  std::int64_t distance = 1;  ///< generations between the two, by the shortest way
  friend bool operator==(const RelatedRun&, const RelatedRun&) = default;
};

/// Nearest first, then by id.
struct RunLineage {
  std::vector<RelatedRun> ancestors = {};
  std::vector<RelatedRun> descendants = {};
};

enum class TableUse { read, written };
/// "read" or "written". Throws: InvalidOperationError for any other value.
std::string_view to_string(TableUse use);

/// A row of `run_tables`.
struct RunTable {
  std::string table_name;  ///< not empty; need not be one of this database
  TableUse direction = TableUse::read;
  /// The version of the table's file. Absent: the one that holds what the table holds now, if there
  /// is one.
  std::optional<Uuid> checkpoint_id = {};
  std::optional<std::int64_t> rows = {};  ///< >= 0
  friend bool operator==(const RunTable&, const RunTable&) = default;
};

struct NewRunEvent {
  std::string kind;   ///< not empty
  Json payload = {};  ///< null is stored as NULL
};

/// A row of `run_events`.
struct RunEvent {
  std::int64_t seq = 0;  ///< from 1, in the order in which they were recorded, whatever the clock
  Timestamp occurred_at = {};
  std::string kind;
  Json payload = {};
};

struct RunEventQuery {
  std::int64_t after_seq = 0;              ///< only later ones, for whoever follows a run
  std::optional<std::int64_t> limit = {};  ///< >= 0; absent: all
};

}  // namespace egregora
