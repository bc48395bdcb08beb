// SPDX-License-Identifier: Apache-2.0
// Queueing, claiming, and what becomes of tasks: each change in a transaction of its own, which it
// shares with those of other threads, or as part of the caller's. Looking is in task_reading.cpp.
#include <egregora/database/task_store.hpp>

#include "database/claimed_tasks.hpp"
#include "database/task_backoff.hpp"
#include "database/task_claim.hpp"
#include "database/task_enqueue.hpp"
#include "database/task_state.hpp"
#include "database/task_upkeep.hpp"

namespace egregora {

using detail::TaskScope;

namespace {
/// What a change returns that has nothing to say.
struct Done {};

NewTask new_task(std::string_view type, const Json& payload, const TaskOptions& options) {
  NewTask task{.type = std::string(type),
               .payload = payload,
               .priority = options.priority,
               .run_at = options.run_at,
               .unique_key = options.unique_key,
               .max_attempts = options.max_attempts,
               .run_id = options.run_id};
  detail::check_task(task);
  return task;
}

// The changes, to be run by either kind of call. Lifetime: their arguments must outlive them.
auto enqueuing(const detail::StoreHandle& store, std::span<const NewTask> tasks) {
  for (const NewTask& task : tasks) detail::check_task(task);
  return [&store, tasks](TaskScope& scope) {
    return detail::enqueue_tasks(scope, tasks, store.ids());
  };
}

auto claiming(std::string_view worker, const ClaimOptions& options) {
  detail::check_claim(worker, options);
  return
      [worker, &options](TaskScope& scope) { return detail::claim_tasks(scope, worker, options); };
}

auto completing(std::span<const Claim> claims, std::span<const Json> results) {
  return [claims, results](TaskScope& scope) {
    detail::complete_tasks(scope, claims, results);
    return Done{};
  };
}

std::span<const Json> results_of(const Json& result) {
  if (result.is_null()) return {};
  return {&result, 1};
}

auto failing(std::span<const Claim> claims, std::string_view error, const RetryPolicy& retry) {
  return [claims, error, &retry](TaskScope& scope) {
    return detail::fail_tasks(scope, claims, error, retry);
  };
}

auto ending(const Claim& claim, TaskStatus status, std::string_view reason) {
  return [&claim, status, reason](TaskScope& scope) {
    detail::end_task(scope, claim, status, reason);
    return Done{};
  };
}

auto snoozing(const Claim& claim, Timestamp until) {
  return [&claim, until](TaskScope& scope) {
    detail::put_back(scope, {&claim, 1}, until);
    return Done{};
  };
}

auto releasing(std::span<const Claim> claims) {
  return [claims](TaskScope& scope) {
    detail::put_back(scope, claims, scope.now);
    return Done{};
  };
}

auto renewing(const Claim& claim, std::chrono::microseconds lease) {
  return [&claim, lease](TaskScope& scope) {
    detail::renew_lease(scope, claim, lease);
    return Done{};
  };
}

auto marking(const Uuid& task_id, TaskStatus status, std::string_view reason) {
  return [&task_id, status, reason](TaskScope& scope) {
    detail::mark_task(scope, task_id, status, reason);
    return Done{};
  };
}

auto redriving(const RedriveOptions& options) {
  return [&options](TaskScope& scope) { return detail::redrive_tasks(scope, options); };
}

auto pruning(const PruneOptions& options) {
  return [&options](TaskScope& scope) { return detail::prune_tasks(scope, options); };
}

void require_tables(const detail::StoreHandle& store) {
  store.require_tables<schemas::Tasks, schemas::TaskHistory, schemas::TaskErrors>();
}
}  // namespace

TaskStore::TaskStore(DuckDBStorageManager& storage, const StoreTools& tools,
                     const RetryPolicy& retry)
    : state_(std::make_unique<State>(State{{storage, tools}, detail::checked_policy(retry)})) {
  require_tables(state_->store);
}

TaskStore::TaskStore(const StoreOptions& options, const RetryPolicy& retry)
    : state_(std::make_unique<State>(
          State{detail::StoreHandle(options), detail::checked_policy(retry)})) {
  require_tables(state_->store);
}

TaskStore::~TaskStore() = default;

Uuid TaskStore::enqueue(std::string_view type, const Json& payload, const TaskOptions& options) {
  const NewTask task = new_task(type, payload, options);
  return state_->run(enqueuing(state_->store, {&task, 1})).front();
}

Uuid TaskStore::enqueue(Transaction& tx, std::string_view type, const Json& payload,
                        const TaskOptions& options) {
  const NewTask task = new_task(type, payload, options);
  return state_->run(tx, enqueuing(state_->store, {&task, 1})).front();
}

std::vector<Uuid> TaskStore::enqueue_batch(const std::vector<NewTask>& tasks) {
  return state_->run(enqueuing(state_->store, tasks));
}

std::vector<Uuid> TaskStore::enqueue_batch(Transaction& tx, const std::vector<NewTask>& tasks) {
  return state_->run(tx, enqueuing(state_->store, tasks));
}

std::vector<Claim> TaskStore::claim(std::string_view worker, const ClaimOptions& options) {
  return state_->run(claiming(worker, options));
}

std::vector<Claim> TaskStore::claim(Transaction& tx, std::string_view worker,
                                    const ClaimOptions& options) {
  return state_->run(tx, claiming(worker, options));
}

void TaskStore::complete(const Claim& claim, const Json& result) {
  state_->run(completing({&claim, 1}, results_of(result)));
}

void TaskStore::complete(Transaction& tx, const Claim& claim, const Json& result) {
  state_->run(tx, completing({&claim, 1}, results_of(result)));
}

void TaskStore::complete_batch(std::span<const Claim> claims, std::span<const Json> results) {
  state_->run(completing(claims, results));
}

void TaskStore::complete_batch(Transaction& tx, std::span<const Claim> claims,
                               std::span<const Json> results) {
  state_->run(tx, completing(claims, results));
}

TaskStatus TaskStore::fail(const Claim& claim, std::string_view error) {
  return state_->run(failing({&claim, 1}, error, state_->retry)).front();
}

TaskStatus TaskStore::fail(Transaction& tx, const Claim& claim, std::string_view error) {
  return state_->run(tx, failing({&claim, 1}, error, state_->retry)).front();
}

std::vector<TaskStatus> TaskStore::fail_batch(std::span<const Claim> claims,
                                              std::string_view error) {
  return state_->run(failing(claims, error, state_->retry));
}

std::vector<TaskStatus> TaskStore::fail_batch(Transaction& tx, std::span<const Claim> claims,
                                              std::string_view error) {
  return state_->run(tx, failing(claims, error, state_->retry));
}

void TaskStore::supersede(const Claim& claim, std::string_view reason) {
  state_->run(ending(claim, TaskStatus::superseded, reason));
}

void TaskStore::supersede(Transaction& tx, const Claim& claim, std::string_view reason) {
  state_->run(tx, ending(claim, TaskStatus::superseded, reason));
}

void TaskStore::cancel(const Claim& claim, std::string_view reason) {
  state_->run(ending(claim, TaskStatus::cancelled, reason));
}

void TaskStore::cancel(Transaction& tx, const Claim& claim, std::string_view reason) {
  state_->run(tx, ending(claim, TaskStatus::cancelled, reason));
}

void TaskStore::snooze(const Claim& claim, Timestamp until) { state_->run(snoozing(claim, until)); }

void TaskStore::snooze(Transaction& tx, const Claim& claim, Timestamp until) {
  state_->run(tx, snoozing(claim, until));
}

void TaskStore::release(std::span<const Claim> claims) { state_->run(releasing(claims)); }

void TaskStore::release(Transaction& tx, std::span<const Claim> claims) {
  state_->run(tx, releasing(claims));
}

void TaskStore::heartbeat(const Claim& claim, std::chrono::microseconds lease) {
  state_->run(renewing(claim, lease));
}

void TaskStore::heartbeat(Transaction& tx, const Claim& claim, std::chrono::microseconds lease) {
  state_->run(tx, renewing(claim, lease));
}

void TaskStore::mark_completed(const Uuid& task_id) {
  state_->run(marking(task_id, TaskStatus::completed, {}));
}

void TaskStore::mark_completed(Transaction& tx, const Uuid& task_id) {
  state_->run(tx, marking(task_id, TaskStatus::completed, {}));
}

void TaskStore::mark_failed(const Uuid& task_id, std::string_view error) {
  state_->run(marking(task_id, TaskStatus::failed, error));
}

void TaskStore::mark_failed(Transaction& tx, const Uuid& task_id, std::string_view error) {
  state_->run(tx, marking(task_id, TaskStatus::failed, error));
}

void TaskStore::mark_superseded(const Uuid& task_id, std::string_view reason) {
  state_->run(marking(task_id, TaskStatus::superseded, reason));
}

void TaskStore::mark_superseded(Transaction& tx, const Uuid& task_id, std::string_view reason) {
  state_->run(tx, marking(task_id, TaskStatus::superseded, reason));
}

void TaskStore::mark_cancelled(const Uuid& task_id, std::string_view reason) {
  state_->run(marking(task_id, TaskStatus::cancelled, reason));
}

void TaskStore::mark_cancelled(Transaction& tx, const Uuid& task_id, std::string_view reason) {
  state_->run(tx, marking(task_id, TaskStatus::cancelled, reason));
}

std::int64_t TaskStore::redrive(const RedriveOptions& options) {
  return state_->run(redriving(options));
}

std::int64_t TaskStore::redrive(Transaction& tx, const RedriveOptions& options) {
  return state_->run(tx, redriving(options));
}

std::int64_t TaskStore::prune(const PruneOptions& options) { return state_->run(pruning(options)); }

std::int64_t TaskStore::prune(Transaction& tx, const PruneOptions& options) {
  return state_->run(tx, pruning(options));
}

}  // namespace egregora
