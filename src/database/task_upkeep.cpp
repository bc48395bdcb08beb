// SPDX-License-Identifier: Apache-2.0
#include "database/task_upkeep.hpp"

#include <set>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>

#include "database/task_rows.hpp"

namespace egregora::detail {

namespace {
using schemas::TaskHistory;
using schemas::Tasks;

struct DeadTask {
  std::int64_t seq;
  std::optional<std::string> key;
};

std::vector<DeadTask> dead_tasks(const TaskScope& scope, const RedriveOptions& options) {
  Table dead = tasks_table().Table::filter(has_status(TaskStatus::dead));
  if (options.type) dead = dead.filter(dead["task_type"] == *options.type);
  if (!options.task_ids.empty()) dead = dead.filter(has_id(options.task_ids));
  static const Tasks columns;
  std::vector<DeadTask> found;
  const DataFrame rows =
      scope.session().query(dead.order_by(dead["seq"].asc()).select("seq", "unique_key"));
  for (const Row& row : rows.rows()) {
    const auto key = row.get(columns.unique_key);
    found.push_back({row[columns.seq], key ? std::optional(std::string(*key)) : std::nullopt});
  }
  return found;
}

std::set<std::string, std::less<>> living_keys(const TaskScope& scope) {
  const Table alive = tasks_table().Table::filter(is_alive(), col("unique_key").notnull());
  static const Tasks columns;
  std::set<std::string, std::less<>> keys;
  const DataFrame rows = scope.session().query(alive.select("unique_key"));
  for (const Row& row : rows.rows()) keys.emplace(*row.get(columns.unique_key));
  return keys;
}

/// Those that may live again: one for a key.
std::vector<std::int64_t> revivable(const TaskScope& scope, const RedriveOptions& options) {
  std::optional<std::set<std::string, std::less<>>> keys;
  std::vector<std::int64_t> seqs;
  for (const DeadTask& task : dead_tasks(scope, options)) {
    if (options.limit && std::ssize(seqs) >= *options.limit) break;
    if (task.key) {
      if (!keys) keys = living_keys(scope);
      if (!keys->insert(*task.key).second) continue;
    }
    seqs.push_back(task.seq);
  }
  return seqs;
}
}  // namespace

void mark_task(TaskScope& scope, const Uuid& task_id, TaskStatus status, std::string_view reason) {
  const auto found =
      task_records(scope.session().query(tasks_table().Table::filter(has_id({task_id}))));
  if (found.empty()) {
    throw TaskNotFoundError(fmt::format("there is no task {}", task_id.to_string()),
                            {.object_name = task_id.to_string()});
  }
  const Task& task = found.front();
  if (task.status != TaskStatus::pending) {
    throw InvalidOperationError(
        fmt::format("task {} is {}, not pending; it cannot become {}{}", task_id.to_string(),
                    to_string(task.status), to_string(status),
                    task.status == TaskStatus::processing ? " but by the claim that holds it" : ""),
        {.object_name = task_id.to_string()});
  }
  scope.write(Tasks::table_name, UpdateRow{scope.session().durable(Tasks::table_name),
                                           {"status", "processed_at", "error"},
                                           {to_string(status), scope.now, stored_text(reason)},
                                           {"seq", "task_id", "status"},
                                           {task.seq, task_id, to_string(TaskStatus::pending)}});
  scope.memory.ready.remove({task.priority, task.seq});
  ++scope.memory.finished;
}

std::int64_t redrive_tasks(TaskScope& scope, const RedriveOptions& options) {
  if (options.limit && *options.limit < 0) {
    throw InvalidOperationError(fmt::format("a limit is not negative: {}", *options.limit));
  }
  const std::vector<std::int64_t> seqs = revivable(scope, options);
  if (seqs.empty()) return 0;
  const Table wanted = memtable({{"seq", seqs}});
  scope.state.touch(Tasks::table_name);  // there will be tasks alive below those that are
  const std::int64_t changed = scope.write(
      Tasks::table_name, Update{.table = scope.session().durable(Tasks::table_name),
                                .schema = Tasks::schema(),
                                .assignments = {{"status", literal(to_string(TaskStatus::pending))},
                                                {"run_at", literal(scope.now)},
                                                {"processed_at", null(DataType::timestamp_tz())},
                                                {"claimed_by", null(DataType::string())},
                                                {"attempts", literal(0)}},
                                .where = col("seq").isin(wanted) && has_status(TaskStatus::dead)});
  scope.memory.forget();
  return changed;
}

std::int64_t prune_tasks(TaskScope& scope, const PruneOptions& options) {
  if (options.older_than.count() < 0) {
    throw InvalidOperationError(
        fmt::format("an age is not negative: {} us", options.older_than.count()));
  }
  std::vector<Scalar> statuses = {to_string(TaskStatus::completed), to_string(TaskStatus::failed),
                                  to_string(TaskStatus::superseded),
                                  to_string(TaskStatus::cancelled)};
  if (options.dead) statuses.emplace_back(to_string(TaskStatus::dead));
  const Expr is_old = col("status").isin(statuses) &&
                      col("processed_at") <= literal(scope.now - options.older_than);
  Session& session = scope.session();
  static const std::vector<std::string> columns = TaskHistory::schema().names();
  const std::int64_t kept =
      scope.write(TaskHistory::table_name,
                  InsertQuery{session.durable(TaskHistory::table_name), columns,
                              tasks_table().Table::filter(is_old).select_all(
                                  std::vector<Selection>(columns.begin(), columns.end()))});
  if (kept == 0) return 0;
  const std::int64_t removed =
      scope.write(Tasks::table_name, Delete{.table = session.durable(Tasks::table_name),
                                            .schema = Tasks::schema(),
                                            .where = is_old});
  if (removed != kept) throw InternalError("pruning would lose tasks; it was given up");
  return kept;
}

}  // namespace egregora::detail
