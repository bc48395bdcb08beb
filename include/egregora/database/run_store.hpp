// SPDX-License-Identifier: Apache-2.0
// What ran, when, from which inputs, and how it ended: tables `runs`, `lineage`, `run_events` and
// `run_tables`.
#pragma once

#include <egregora/database/duckdb_manager.hpp>
#include <egregora/database/run_handle.hpp>
#include <egregora/database/run_record.hpp>
#include <egregora/database/store_options.hpp>

#include <chrono>
#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace egregora {

/// Every change is one transaction, durable when the call returns, and all of it or nothing.
///
/// A run's row says how to do it again: configuration and its digest, code, engine, and with its
/// tables the files that it read. `finished_at` and `duration_seconds` follow the injected clock; a
/// clock that went back gives a duration of 0, never less.
/// The calls that take a Transaction are part of it: they happen when and if it commits.
/// Every call throws: RunNotFoundError for a run that is not there; InvalidOperationError for an
/// empty stage, kind or table name, for a negative count or limit; ClosedError once the manager is
/// closed; for a call without Transaction inside a transaction of its thread. Nothing happened
/// then.
/// Thread safety: any thread. Lifetime: on a manager, ClosedError once that is closed.
///
/// @code
///   RunStore runs{storage};
///   const auto rows = runs.track("clean", [&](RunHandle& run) {
///     run.record_table({.table_name = "messages"});
///     const std::int64_t cleaned = clean(storage);
///     run.add_rows_out(cleaned);
///     return cleaned;
///   });
/// @endcode
class RunStore {
 public:
  /// Creates its tables where they are missing. Throws: SchemaMismatchError where one is there with
  /// other columns.
  explicit RunStore(DuckDBStorageManager& storage, const StoreTools& tools = {});
  explicit RunStore(const StoreOptions& options);
  ~RunStore();
  RunStore(const RunStore&) = delete;
  RunStore& operator=(const RunStore&) = delete;

  /// Records that a run began; returns its id. Throws further: ConstraintError where there is a run
  /// of that id.
  Uuid create_run(const NewRun& run);
  Uuid create_run(Transaction& tx, const NewRun& run);
  /// Moves a run on, and stores what is known of it. A pending run becomes running, failed or
  /// cancelled, and starts anew when it becomes running; one at work (running, degraded) takes any
  /// status but pending; a final one none. Saying the same status again only stores what is new.
  /// Throws further: InvalidOperationError for any other step.
  void update_run_status(const Uuid& run_id, RunStatus status, const RunUpdate& update = {});
  void update_run_status(Transaction& tx, const Uuid& run_id, RunStatus status,
                         const RunUpdate& update = {});
  /// Says that a run is alive. Throws further: InvalidOperationError where its status is final.
  void heartbeat(const Uuid& run_id);
  void heartbeat(Transaction& tx, const Uuid& run_id);
  /// The runs that the child came of; links that are there already are left alone. Throws further:
  /// InvalidOperationError where a run would come of itself, with the way it would.
  void record_lineage(const NewLineage& lineage);
  void record_lineage(Transaction& tx, const NewLineage& lineage);
  /// A table that a run read or wrote. Said again of the same table and direction, it counts
  /// instead.
  void record_table(const Uuid& run_id, const RunTable& table);
  void record_table(Transaction& tx, const Uuid& run_id, const RunTable& table);
  /// Returns the event's number within the run. A run that is over may have more of them.
  std::int64_t record_event(const Uuid& run_id, const NewRunEvent& event);
  std::int64_t record_event(Transaction& tx, const Uuid& run_id, const NewRunEvent& event);

  /// By the whole id, or by as much of its beginning as names one run; letter case aside. Throws
  /// further: InvalidOperationError naming the runs where there are several.
  RunRecord get_run(std::string_view id_or_prefix) const;
  RunRecord get_run(const Uuid& run_id) const;
  RunRecord get_run(Transaction& tx, const Uuid& run_id) const;
  /// Newest first: by started_at, then run_id.
  std::vector<RunRecord> get_recent_runs(const RecentRuns& query = {}) const;
  /// Runs at work (running, degraded) that gave no sign of life for longer than `older_than`, which
  /// is not negative; the most silent first.
  std::vector<RunRecord> find_stale(std::chrono::microseconds older_than) const;
  RunLineage get_lineage(const Uuid& run_id) const;
  /// By direction, then name.
  std::vector<RunTable> get_tables(const Uuid& run_id) const;
  /// In the order in which they were recorded.
  std::vector<RunEvent> get_events(const Uuid& run_id, const RunEventQuery& query = {}) const;

  /// Runs `function(RunHandle&)` or `function()` as a run, outside any transaction, and returns
  /// what it returns. The run becomes completed, with the rows that were counted, or failed with
  /// the message of what the function threw, which is thrown on. Where somebody else ended the run
  /// meanwhile, that stands. Where the end cannot be recorded: the error of that after a function
  /// that returned; after one that threw it is logged.
  template <class F>
  decltype(auto) track(std::string_view stage, F&& function) {
    return track(NewRun{.stage = std::string(stage)}, std::forward<F>(function));
  }
  /// The same with all that a new run can say. Its status is `running`.
  template <class F>
  decltype(auto) track(const NewRun& run, F&& function) {
    const auto call = [&](RunHandle& handle) -> decltype(auto) {
      if constexpr (std::invocable<F&, RunHandle&>) {
        return std::invoke(function, handle);
      } else {
        return std::invoke(function);
      }
    };
    using Result = std::invoke_result_t<decltype(call), RunHandle&>;
    if constexpr (std::is_void_v<Result>) {
      run_tracked(run, call);
    } else if constexpr (std::is_reference_v<Result>) {
      std::remove_reference_t<Result>* result = nullptr;
      run_tracked(run, [&](RunHandle& handle) {
        auto&& value = call(handle);
        result = &value;
      });
      return static_cast<Result>(*result);
    } else {
      std::optional<Result> result;
      run_tracked(run, [&](RunHandle& handle) { result.emplace(call(handle)); });
      return Result(std::move(*result));
    }
  }

 private:
  void run_tracked(const NewRun& run, const std::function<void(RunHandle&)>& function);
  void end_run(const Uuid& run_id, RunStatus status, const RunUpdate& update);

  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace egregora
