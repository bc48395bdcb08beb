// SPDX-License-Identifier: Apache-2.0
#include "database/task_rows.hpp"

#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>

namespace egregora::detail {

namespace {
// A list of more costs the engine more to read than a table of them.
constexpr std::size_t kMostListed = 50;

Json json_of(const std::optional<std::string_view>& text) {
  return text ? Json::parse(*text) : Json();
}
std::optional<std::string> text_of(const std::optional<std::string_view>& text) {
  if (!text) return std::nullopt;
  return std::string(*text);
}
}  // namespace

const TypedTable<schemas::Tasks>& tasks_table() {
  using S = schemas::Tasks;
  static const TypedTable<S> table(egregora::table(S::table_name, S::schema()));
  return table;
}

const TypedTable<schemas::TaskHistory>& task_history() {
  using S = schemas::TaskHistory;
  static const TypedTable<S> table(egregora::table(S::table_name, S::schema()));
  return table;
}

const TypedTable<schemas::TaskErrors>& task_errors() {
  using S = schemas::TaskErrors;
  static const TypedTable<S> table(egregora::table(S::table_name, S::schema()));
  return table;
}

TaskStatus stored_task_status(std::string_view word) {
  if (const auto status = task_status(word)) return *status;
  throw InternalError(fmt::format("a status of a task that its table does not allow: '{}'", word));
}

std::vector<Task> task_records(const DataFrame& frame) {
  static const schemas::Tasks columns;
  std::vector<Task> records;
  records.reserve(static_cast<std::size_t>(frame.num_rows()));
  for (const Row& row : frame.rows()) {
    records.push_back({.task_id = row[columns.task_id],
                       .task_type = std::string(row[columns.task_type]),
                       .status = stored_task_status(row[columns.status]),
                       .payload = json_of(row.get(columns.payload)),
                       .priority = row[columns.priority],
                       .seq = row[columns.seq],
                       .run_at = row[columns.run_at],
                       .created_at = row[columns.created_at],
                       .processed_at = row.get(columns.processed_at),
                       .attempts = row[columns.attempts],
                       .max_attempts = row[columns.max_attempts],
                       .claimed_by = text_of(row.get(columns.claimed_by)),
                       .fence = row[columns.fence],
                       .lease_expires_at = row.get(columns.lease_expires_at),
                       .unique_key = text_of(row.get(columns.unique_key)),
                       .result = json_of(row.get(columns.result)),
                       .error = text_of(row.get(columns.error)),
                       .run_id = row.get(columns.run_id)});
  }
  return records;
}

std::vector<TaskFailure> task_failures(const DataFrame& frame) {
  static const schemas::TaskErrors columns;
  std::vector<TaskFailure> failures;
  for (const Row& row : frame.rows()) {
    failures.push_back({.task_id = row[columns.task_id],
                        .attempt = row[columns.attempt],
                        .occurred_at = row[columns.occurred_at],
                        .worker = text_of(row.get(columns.worker)),
                        .error = std::string(row[columns.error])});
  }
  return failures;
}

std::vector<ReadyTask> ready_tasks(const DataFrame& frame) {
  static const schemas::Tasks columns;
  std::vector<ReadyTask> tasks;
  tasks.reserve(static_cast<std::size_t>(frame.num_rows()));
  for (const Row& row : frame.rows()) {
    tasks.push_back({.place = {row[columns.priority], row[columns.seq]},
                     .task_id = row[columns.task_id],
                     .type = std::string(row[columns.task_type]),
                     .payload = text_of(row.get(columns.payload)),
                     .attempts = row[columns.attempts],
                     .max_attempts = row[columns.max_attempts],
                     .fence = row[columns.fence],
                     .run_id = row.get(columns.run_id)});
  }
  return tasks;
}

Scalar stored_json(const Json& value) {
  return value.is_null() ? Scalar::null(DataType::json())
                         : Scalar::of(DataType::json(), value.dump());
}

Scalar stored_text(std::string_view text) {
  return text.empty() ? Scalar::null(DataType::string()) : Scalar(text);
}

Expr has_status(TaskStatus status) { return col("status") == to_string(status); }

Expr is_alive() {
  return col("status").isin({to_string(TaskStatus::pending), to_string(TaskStatus::processing)});
}

Expr has_id(const std::vector<Uuid>& ids) {
  const std::vector<Scalar> values(ids.begin(), ids.end());
  if (ids.size() <= kMostListed) return col("task_id").isin(values);
  return col("task_id").isin(memtable({{"id", values}}));
}

}  // namespace egregora::detail
