// SPDX-License-Identifier: Apache-2.0
// One look at the tasks alive answers for as long as nobody else writes and no time comes. The rows
// of ended leases are changed together: a process that died may have left thousands.
#include "database/task_survey.hpp"

#include <egregora/expr/functions.hpp>

#include "database/task_enqueue.hpp"
#include "database/task_rows.hpp"

namespace egregora::detail {

namespace {
using schemas::TaskErrors;
using schemas::Tasks;

// So many rows below the lowest task alive cost the engine less than asking for it again.
constexpr std::int64_t kMostFinished = 10'000;
constexpr std::string_view kExpired = "the lease ended before the worker said how it went";

bool is_current(const TaskMemory& memory, Timestamp now) {
  const auto has_come = [&](const std::optional<Timestamp>& when) { return when && now >= *when; };
  return memory.surveyed_at && now >= *memory.surveyed_at && memory.finished < kMostFinished &&
         !has_come(memory.next_due) && !has_come(memory.next_expiry);
}

struct Survey {
  std::optional<std::int64_t> lowest;
  std::optional<Timestamp> next_due;
  std::optional<Timestamp> next_expiry;
  std::optional<Timestamp> last_claimed;
};

Survey look(TaskScope& scope) {
  const Table alive =
      tasks_table().Table::filter(col("seq") >= scope.memory.lowest_live, is_alive());
  const Expr pending = alive["status"] == to_string(TaskStatus::pending);
  const Expr claimed = alive["status"] == to_string(TaskStatus::processing);
  const Expr run_at = alive["run_at"];
  const DataFrame found = scope.session().query(alive.agg(
      Named{"lowest", alive["seq"].min()},
      Named{"due", run_at.min(pending && run_at > literal(scope.now))},
      Named{"expiry", alive["lease_expires_at"].min(claimed)}, Named{"last", run_at.max(claimed)}));
  return {found.column<std::int64_t>("lowest").get(0), found.column<Timestamp>("due").get(0),
          found.column<Timestamp>("expiry").get(0), found.column<Timestamp>("last").get(0)};
}

void end_leases(TaskScope& scope) {
  Session& session = scope.session();
  const Table expired = tasks_table().Table::filter(col("seq") >= scope.memory.lowest_live,
                                                    has_status(TaskStatus::processing),
                                                    col("lease_expires_at") <= literal(scope.now));
  static const std::vector<std::string> columns = TaskErrors::schema().names();
  scope.write(TaskErrors::table_name,
              InsertQuery{session.durable(TaskErrors::table_name), columns,
                          expired.select("task_id", Named{"attempt", expired["attempts"]},
                                         Named{"occurred_at", literal(scope.now)},
                                         Named{"worker", expired["claimed_by"]},
                                         Named{"error", literal(kExpired)})});
  const Expr is_last = col("attempts") >= col("max_attempts");
  const Expr nothing = null(DataType::timestamp_tz());
  scope.write(
      Tasks::table_name,
      Update{.table = session.durable(Tasks::table_name),
             .schema = Tasks::schema(),
             .assignments = {{"status", ifelse(is_last, literal(to_string(TaskStatus::dead)),
                                               literal(to_string(TaskStatus::pending)))},
                             {"processed_at", ifelse(is_last, literal(scope.now), nothing)},
                             {"claimed_by",
                              ifelse(is_last, col("claimed_by"), null(DataType::string()))},
                             {"lease_expires_at", nothing},
                             {"error", literal(kExpired)}},
             .where = col("seq") >= scope.memory.lowest_live &&
                      has_status(TaskStatus::processing) &&
                      col("lease_expires_at") <= literal(scope.now)});
}

/// Leases that began later than now are from a clock that went back since.
void begin_leases_anew(TaskScope& scope) {
  const Table ahead =
      tasks_table()
          .Table::filter(col("seq") >= scope.memory.lowest_live, has_status(TaskStatus::processing),
                         col("run_at") > literal(scope.now))
          .select("task_id", "seq", "run_at", "lease_expires_at");
  static const Tasks columns;
  const DataFrame found = scope.session().query(ahead);
  for (const Row& row : found.rows()) {
    const auto length = *row.get(columns.lease_expires_at) - row[columns.run_at];
    scope.write(Tasks::table_name, UpdateRow{scope.session().durable(Tasks::table_name),
                                             {"run_at", "lease_expires_at"},
                                             {scope.now, scope.now + length},
                                             {"seq", "task_id"},
                                             {row[columns.seq], row[columns.task_id]}});
  }
}
}  // namespace

void survey_tasks(TaskScope& scope) {
  TaskMemory& memory = scope.memory;
  if (is_current(memory, scope.now)) return;
  Survey found = look(scope);
  const bool has_expired = found.next_expiry && *found.next_expiry <= scope.now;
  const bool has_future = found.last_claimed && *found.last_claimed > scope.now;
  if (has_future) begin_leases_anew(scope);
  if (has_expired) end_leases(scope);
  if (has_future || has_expired) found = look(scope);
  memory.lowest_live = found.lowest.value_or(last_seq(scope) + 1);
  memory.next_due = found.next_due;
  memory.next_expiry = found.next_expiry;
  memory.surveyed_at = scope.now;
  memory.finished = 0;
  memory.ready.forget();
}

}  // namespace egregora::detail
