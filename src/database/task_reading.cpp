// SPDX-License-Identifier: Apache-2.0
// Looking at tasks.
#include <egregora/core/errors.hpp>
#include <egregora/database/task_store.hpp>
#include <egregora/expr/functions.hpp>

#include <fmt/format.h>

#include "database/task_rows.hpp"
#include "database/task_state.hpp"

namespace egregora {

using detail::CallSession;

std::vector<Task> TaskStore::fetch_pending(const PendingQuery& query) const {
  if (query.limit < 0) {
    throw InvalidOperationError(fmt::format("a limit is not negative: {}", query.limit));
  }
  const auto core = state_->store.core();
  Table pending =
      detail::tasks_table().Table::filter(detail::has_status(TaskStatus::pending),
                                          col("run_at") <= literal(state_->store.clock().now()));
  if (query.type) pending = pending.filter(pending["task_type"] == *query.type);
  return detail::task_records(
      CallSession(*core)->query(pending.order_by(pending["seq"].asc()).limit(query.limit)));
}

Task TaskStore::get_task(const Uuid& task_id) const {
  const auto core = state_->store.core();
  auto found = detail::task_records(
      CallSession(*core)->query(detail::tasks_table().Table::filter(detail::has_id({task_id}))));
  if (!found.empty()) return std::move(found.front());
  throw TaskNotFoundError(
      fmt::format("there is no task {}; it may have been put away", task_id.to_string()),
      {.object_name = task_id.to_string()});
}

std::vector<TaskFailure> TaskStore::failures(const Uuid& task_id) const {
  const auto core = state_->store.core();
  const Table failures = detail::task_errors().Table::filter(detail::has_id({task_id}));
  return detail::task_failures(CallSession(*core)->query(
      failures.order_by({failures["occurred_at"].asc(), failures["attempt"].asc()})));
}

TaskStats TaskStore::stats() const {
  const auto core = state_->store.core();
  const auto& tasks = detail::tasks_table();
  const DataFrame found = CallSession(*core)->query(
      tasks.group_by({"task_type", "status"})
          .agg(Named{"tasks", count()}, Named{"oldest", tasks["created_at"].min()}));
  TaskStats stats;
  for (const TaskStatus status :
       {TaskStatus::pending, TaskStatus::processing, TaskStatus::completed, TaskStatus::failed,
        TaskStatus::superseded, TaskStatus::cancelled, TaskStatus::dead}) {
    stats.by_status[status] = 0;
  }
  for (const Row& row : found.rows()) {
    const TaskStatus status = detail::stored_task_status(*row.get<std::string>("status"));
    const std::int64_t number = *row.get<std::int64_t>("tasks");
    stats.total += number;
    stats.by_status[status] += number;
    stats.by_type[std::string(*row.get<std::string>("task_type"))][status] += number;
    const auto oldest = row.get<Timestamp>("oldest");
    if (status != TaskStatus::pending) continue;
    if (!stats.oldest_pending || *oldest < *stats.oldest_pending) stats.oldest_pending = oldest;
  }
  return stats;
}

}  // namespace egregora
