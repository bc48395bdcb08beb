// SPDX-License-Identifier: Apache-2.0
// Few rows are inserted by a statement that the engine has prepared, many are appended.
#include "database/task_enqueue.hpp"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>

#include "database/task_rows.hpp"

namespace egregora::detail {

namespace {
using schemas::Tasks;
using KeyOwners = std::unordered_map<std::string_view, Uuid>;

// An appender costs as much to open as three inserts.
constexpr std::size_t kFewTasks = 2;
constexpr std::size_t kMostListed = 50;

struct QueuedTask {
  const NewTask* given;
  Uuid id;
  std::int64_t seq;
  Timestamp run_at;
  std::optional<std::string> payload;
};

std::int64_t most(Session& session, const Table& tasks) {
  const DataFrame found = session.query(tasks.agg(Named{"most", tasks["seq"].max()}));
  return found.column<std::int64_t>(0).get(0).value_or(0);
}

std::int64_t stored_last_seq(const TaskScope& scope) {
  const std::int64_t reached = scope.memory.seq_reached;
  std::int64_t last = reached;
  for (const Table& tasks : {Table(tasks_table()), Table(task_history())}) {
    // The engine's zone maps skip what is below.
    last = std::max(
        last, most(scope.session(), reached == 0 ? tasks : tasks.filter(tasks["seq"] >= reached)));
  }
  return last;
}

/// Whose the unique keys of `tasks` are, among the tasks alive.
KeyOwners living_owners(const TaskScope& scope, std::span<const NewTask> tasks) {
  KeyOwners owners;
  std::vector<Scalar> keys;
  for (const NewTask& task : tasks) {
    if (task.unique_key && owners.emplace(*task.unique_key, Uuid()).second) {
      keys.emplace_back(*task.unique_key);
    }
  }
  if (keys.empty()) return owners;
  const Expr named = keys.size() <= kMostListed ? col("unique_key").isin(keys)
                                                : col("unique_key").isin(memtable({{"k", keys}}));
  const Table alive =
      tasks_table().Table::filter(col("seq") >= scope.memory.lowest_live, is_alive(), named);
  static const Tasks columns;
  const DataFrame found = scope.session().query(alive.select("task_id", "unique_key"));
  for (const Row& row : found.rows())
    owners.at(*row.get(columns.unique_key)) = row[columns.task_id];
  return owners;
}

std::vector<Scalar> task_row(const QueuedTask& task, Timestamp now) {
  const NewTask& given = *task.given;
  const Scalar no_time = Scalar::null(DataType::timestamp_tz());
  const Scalar no_text = Scalar::null(DataType::string());
  const Scalar no_json = Scalar::null(DataType::json());
  return {task.id,
          given.type,
          to_string(TaskStatus::pending),
          task.payload ? Scalar::of(DataType::json(), *task.payload) : no_json,
          given.priority,
          task.seq,
          task.run_at,
          now,
          no_time,
          0,
          given.max_attempts,
          no_text,
          0,
          no_time,
          given.unique_key ? Scalar(*given.unique_key) : no_text,
          no_json,
          no_text,
          given.run_id ? Scalar(*given.run_id) : Scalar::null(DataType::uuid())};
}

void insert(TaskScope& scope, const std::vector<QueuedTask>& tasks) {
  static const std::vector<std::string> columns = Tasks::schema().names();
  std::vector<std::vector<Scalar>> rows;
  for (const QueuedTask& task : tasks) rows.push_back(task_row(task, scope.now));
  scope.write(Tasks::table_name,
              InsertRows{scope.session().durable(Tasks::table_name), columns, rows});
}

void append(TaskScope& scope, const std::vector<QueuedTask>& tasks) {
  scope.touch(Tasks::table_name);
  scope.has_written = true;
  const auto rows =
      scope.session().connection().append_to(scope.session().durable(Tasks::table_name));
  static const Tasks columns;
  const auto slot = [&](const auto& column) { return rows->slot(column.name()); };
  const int id = slot(columns.task_id), type = slot(columns.task_type),
            payload = slot(columns.payload), priority = slot(columns.priority),
            seq = slot(columns.seq), run_at = slot(columns.run_at),
            max_attempts = slot(columns.max_attempts), key = slot(columns.unique_key),
            run_id = slot(columns.run_id);
  rows->set_constant(slot(columns.status), to_string(TaskStatus::pending));
  rows->set_constant(slot(columns.created_at), scope.now);
  rows->set_constant(slot(columns.attempts), 0);
  rows->set_constant(slot(columns.fence), 0);
  for (const QueuedTask& task : tasks) {
    const NewTask& given = *task.given;
    rows->set_uuid(id, task.id);
    rows->set_text(type, given.type);
    if (task.payload) rows->set_text(payload, *task.payload);
    rows->set_int64(priority, given.priority);
    rows->set_int64(seq, task.seq);
    rows->set_timestamp(run_at, task.run_at);
    rows->set_int64(max_attempts, given.max_attempts);
    if (given.unique_key) rows->set_text(key, *given.unique_key);
    if (given.run_id) rows->set_uuid(run_id, *given.run_id);
    rows->end_row();
  }
  rows->close();
}

void remember(TaskScope& scope, QueuedTask& task) {
  const NewTask& given = *task.given;
  if (task.run_at > scope.now) return scope.memory.will_be_due(task.run_at);
  scope.memory.ready.add({.place = {given.priority, task.seq},
                          .task_id = task.id,
                          .type = given.type,
                          .payload = std::move(task.payload),
                          .max_attempts = given.max_attempts,
                          .run_id = given.run_id});
}
}  // namespace

void check_task(const NewTask& task) {
  if (task.type.empty()) throw InvalidOperationError("a task has a type");
  if (task.unique_key && task.unique_key->empty()) {
    throw InvalidOperationError("a unique key is not empty; leave it out where there is none");
  }
  if (task.max_attempts >= 1) return;
  throw InvalidOperationError(
      fmt::format("a task has one attempt at least, not {}", task.max_attempts));
}

std::int64_t last_seq(TaskScope& scope) {
  TaskMemory& memory = scope.memory;
  if (!memory.last_seq) {
    memory.last_seq = stored_last_seq(scope);
    memory.seq_reached = *memory.last_seq;
  }
  return *memory.last_seq;
}

std::vector<Uuid> enqueue_tasks(TaskScope& scope, std::span<const NewTask> tasks,
                                const IdSource& ids) {
  KeyOwners owners = living_owners(scope, tasks);
  std::vector<Uuid> result;
  std::vector<QueuedTask> queued;
  result.reserve(tasks.size());
  std::int64_t last = last_seq(scope);
  for (const NewTask& task : tasks) {
    Uuid* owner = task.unique_key ? &owners.at(*task.unique_key) : nullptr;
    if (owner != nullptr && !owner->is_nil()) {
      result.push_back(*owner);
      continue;
    }
    const Uuid id = ids.next();
    if (owner != nullptr) *owner = id;
    result.push_back(id);
    queued.push_back({&task, id, ++last, task.run_at.value_or(scope.now), std::nullopt});
    if (!task.payload.is_null()) queued.back().payload = task.payload.dump();
  }
  if (queued.empty()) return result;
  queued.size() <= kFewTasks ? insert(scope, queued) : append(scope, queued);
  scope.memory.last_seq = last;
  scope.memory.seq_reached = last;
  for (QueuedTask& task : queued) remember(scope, task);
  return result;
}

}  // namespace egregora::detail
