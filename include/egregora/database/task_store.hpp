// SPDX-License-Identifier: Apache-2.0
// A queue of tasks that survives crashes: tables `tasks`, `task_errors` and `task_history`.
#pragma once

#include <egregora/database/duckdb_manager.hpp>
#include <egregora/database/store_options.hpp>
#include <egregora/database/task_record.hpp>

#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace egregora {

/// Every change is one transaction, durable when the call returns, and all of it or nothing. Calls
/// of several threads, through this or other stores on the database, share a commit.
///
/// Tasks are claimed by priority, the highest first, then in the order of queueing, once their
/// time has come. A claim is an attempt. Its lease ends by the store's clock; then the task can be
/// claimed again, or is dead where that was its last attempt. Where the clock goes back, a lease
/// begins anew at the next claim of anybody: it is never cut short and lasts its length at most.
///
/// The calls that take a Transaction are part of it: they happen when and if it commits.
/// Throws, every call: InvalidOperationError for an empty type, worker or unique key, a limit,
/// lease or number of attempts out of range; for a call without Transaction inside a transaction of
/// its thread; TypeError for text that is no UTF-8; ClosedError once the manager is closed. Calls
/// that take a Claim: ConflictError where its fence is stale (the task was claimed again, or is
/// finished); TaskNotFoundError. Nothing happened then.
/// Thread safety: any thread. Lifetime: on a manager, ClosedError once that is closed.
///
/// @code
///   TaskStore tasks{{.db_path = "pipeline.duckdb"}};
///   tasks.enqueue("enrich", {{"url", "https://example.org"}}, {.unique_key = "example.org"});
///   for (const Claim& claim : tasks.claim("worker-1", {.limit = 10})) tasks.complete(claim);
/// @endcode
class TaskStore {
 public:
  /// Creates its tables where they are missing. Throws: SchemaMismatchError where one is there with
  /// other columns.
  explicit TaskStore(DuckDBStorageManager& storage, const StoreTools& tools = {},
                     const RetryPolicy& retry = {});
  explicit TaskStore(const StoreOptions& options, const RetryPolicy& retry = {});
  ~TaskStore();
  TaskStore(const TaskStore&) = delete;
  TaskStore& operator=(const TaskStore&) = delete;

  /// The new task's id; where a task with its unique key is alive, that one's, and nothing changes.
  Uuid enqueue(std::string_view type, const Json& payload = {}, const TaskOptions& options = {});
  Uuid enqueue(Transaction& tx, std::string_view type, const Json& payload = {},
               const TaskOptions& options = {});
  /// Ids in the order of `tasks`. A unique key that comes twice gives the first one's id again.
  std::vector<Uuid> enqueue_batch(const std::vector<NewTask>& tasks);
  std::vector<Uuid> enqueue_batch(Transaction& tx, const std::vector<NewTask>& tasks);

  /// Tasks that could be claimed now, oldest first. Claims nothing.
  std::vector<Task> fetch_pending(const PendingQuery& query = {}) const;
  /// Throws: TaskNotFoundError, for one that was put away too.
  Task get_task(const Uuid& task_id) const;
  /// The attempts of a task that failed, in order; none for an unknown one.
  std::vector<TaskFailure> failures(const Uuid& task_id) const;
  TaskStats stats() const;

  /// Takes tasks for `worker`, who may work on them until their leases expire; none is claimed
  /// twice.
  std::vector<Claim> claim(std::string_view worker, const ClaimOptions& options = {});
  std::vector<Claim> claim(Transaction& tx, std::string_view worker,
                           const ClaimOptions& options = {});
  void complete(const Claim& claim, const Json& result = {});
  void complete(Transaction& tx, const Claim& claim, const Json& result = {});
  /// All of them or none. `results` is empty, or has one for each claim.
  void complete_batch(std::span<const Claim> claims, std::span<const Json> results = {});
  void complete_batch(Transaction& tx, std::span<const Claim> claims,
                      std::span<const Json> results = {});
  /// Tried again later (RetryPolicy), or dead where this was the last attempt; says which.
  TaskStatus fail(const Claim& claim, std::string_view error);
  TaskStatus fail(Transaction& tx, const Claim& claim, std::string_view error);
  /// All of them or none, with the same error.
  std::vector<TaskStatus> fail_batch(std::span<const Claim> claims, std::string_view error);
  std::vector<TaskStatus> fail_batch(Transaction& tx, std::span<const Claim> claims,
                                     std::string_view error);
  void supersede(const Claim& claim, std::string_view reason);
  void supersede(Transaction& tx, const Claim& claim, std::string_view reason);
  void cancel(const Claim& claim, std::string_view reason = {});
  void cancel(Transaction& tx, const Claim& claim, std::string_view reason = {});
  /// Puts it back until then. Does not count as an attempt.
  void snooze(const Claim& claim, Timestamp until);
  void snooze(Transaction& tx, const Claim& claim, Timestamp until);
  /// Puts it back at once, as if it had not been claimed.
  void release(std::span<const Claim> claims);
  void release(Transaction& tx, std::span<const Claim> claims);
  /// The lease begins anew, also where it has expired and nobody else took the task.
  void heartbeat(const Claim& claim, std::chrono::microseconds lease = kDefaultLease);
  void heartbeat(Transaction& tx, const Claim& claim,
                 std::chrono::microseconds lease = kDefaultLease);

  /// For callers that work on pending tasks without claiming them. Throws: TaskNotFoundError;
  /// InvalidOperationError where the task is not pending.
  void mark_completed(const Uuid& task_id);
  void mark_completed(Transaction& tx, const Uuid& task_id);
  void mark_failed(const Uuid& task_id, std::string_view error);
  void mark_failed(Transaction& tx, const Uuid& task_id, std::string_view error);
  void mark_superseded(const Uuid& task_id, std::string_view reason = "Newer update found");
  void mark_superseded(Transaction& tx, const Uuid& task_id,
                       std::string_view reason = "Newer update found");
  void mark_cancelled(const Uuid& task_id, std::string_view reason = {});
  void mark_cancelled(Transaction& tx, const Uuid& task_id, std::string_view reason = {});

  /// Dead tasks become pending, with all of their attempts before them. Of those with one unique
  /// key the oldest does, and none where a task with it is alive. Returns how many.
  std::int64_t redrive(const RedriveOptions& options = {});
  std::int64_t redrive(Transaction& tx, const RedriveOptions& options = {});
  /// Moves finished tasks to `task_history`. Returns how many.
  std::int64_t prune(const PruneOptions& options = {});
  std::int64_t prune(Transaction& tx, const PruneOptions& options = {});

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace egregora
