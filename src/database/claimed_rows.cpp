// SPDX-License-Identifier: Apache-2.0
// One row is found by its number, which the engine's zone maps know, and checked in the same
// statement. Many are one statement for some hundreds, values that differ chosen by a CASE.
#include "database/claimed_rows.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/expr/functions.hpp>

#include "database/task_rows.hpp"

namespace egregora::detail {

namespace {
using schemas::Tasks;
using Values = std::function<std::vector<Scalar>(std::size_t)>;

// A row is compared with the whole list.
constexpr std::size_t kMostListed = 250;

std::map<Uuid, Task> stored(Session& session, std::span<const Claim> claims) {
  std::vector<Uuid> ids;
  for (const Claim& claim : claims) ids.push_back(claim.task_id);
  std::map<Uuid, Task> tasks;
  if (ids.empty()) return tasks;
  const Table named = tasks_table().Table::filter(has_id(ids));
  for (Task& task : task_records(session.query(named))) {
    tasks.emplace(task.task_id, std::move(task));
  }
  return tasks;
}

const Task& known(const std::map<Uuid, Task>& tasks, const Uuid& id) {
  const auto found = tasks.find(id);
  if (found != tasks.end()) return found->second;
  throw TaskNotFoundError(fmt::format("there is no task {}", id.to_string()),
                          {.object_name = id.to_string()});
}

/// Says why a write changed fewer rows than there are claims. `session` must not see what it
/// changed.
[[noreturn]] void throw_stale(Session& session, std::span<const Claim> claims) {
  const std::map<Uuid, Task> tasks = stored(session, claims);
  for (const Claim& claim : claims) {
    const Task& task = known(tasks, claim.task_id);
    if (task.status == TaskStatus::processing && task.fence == claim.fence) continue;
    throw ConflictError(
        fmt::format("this claim is not good any more: task {} is {}, its fence is {}, the claim's "
                    "{}; leave it to whoever has it now",
                    claim.task_id.to_string(), to_string(task.status), task.fence, claim.fence),
        {.object_name = claim.task_id.to_string()});
  }
  throw ConflictError(
      fmt::format("one of these {} claims is not good any more, or does not say where its task "
                  "stands",
                  claims.size()),
      {.object_name = claims.front().task_id.to_string()});
}

void check_different(std::span<const Claim> claims) {
  std::set<Uuid> seen;
  for (const Claim& claim : claims) {
    if (seen.insert(claim.task_id).second) continue;
    throw InvalidOperationError(
        fmt::format("this task is claimed twice in one call: {}", claim.task_id.to_string()),
        {.object_name = claim.task_id.to_string()});
  }
}

void write_one(TaskScope& scope, const Claim& claim, const std::vector<std::string>& columns,
               const std::vector<Scalar>& values) {
  const std::int64_t changed = scope.write(
      Tasks::table_name,
      UpdateRow{scope.session().durable(Tasks::table_name),
                columns,
                values,
                {"seq", "task_id", "fence", "status"},
                {claim.seq, claim.task_id, claim.fence, to_string(TaskStatus::processing)}});
  if (changed == 0) throw_stale(scope.session(), {&claim, 1});
}

/// The value of each row, told apart by number.
Expr chosen(std::span<const Claim> claims, const std::vector<Scalar>& values) {
  const bool are_same = std::all_of(values.begin(), values.end(),
                                    [&](const Scalar& value) { return value == values.front(); });
  if (are_same) return literal(values.front(), values.front().type());
  std::vector<std::pair<Expr, Expr>> branches;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    branches.emplace_back(literal(claims[i].seq), literal(values[i], values[i].type()));
  }
  return col("seq").cases(branches);
}

void write_some(TaskScope& scope, std::span<const Claim> claims,
                const std::vector<std::string>& columns, const Values& values, std::size_t first) {
  std::vector<std::vector<Scalar>> by_column(columns.size());
  std::vector<Scalar> seqs;
  std::vector<Scalar> fences;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    seqs.emplace_back(claims[i].seq);
    fences.emplace_back(claims[i].fence);
    std::vector<Scalar> row = values(first + i);
    for (std::size_t c = 0; c < row.size(); ++c) by_column[c].push_back(std::move(row[c]));
  }
  std::vector<Named> assignments;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    assignments.emplace_back(columns[c], chosen(claims, by_column[c]));
  }
  const auto [lowest, highest] = std::minmax_element(
      claims.begin(), claims.end(), [](const Claim& a, const Claim& b) { return a.seq < b.seq; });
  const std::int64_t changed =
      scope.write(Tasks::table_name,
                  Update{.table = scope.session().durable(Tasks::table_name),
                         .schema = Tasks::schema(),
                         .assignments = std::move(assignments),
                         // The bounds are what lets the engine skip whole groups of rows.
                         .where = col("seq") >= lowest->seq && col("seq") <= highest->seq &&
                                  col("seq").isin(seqs) && has_status(TaskStatus::processing) &&
                                  col("fence") == chosen(claims, fences)});
  if (changed == std::ssize(claims)) return;
  // Another connection sees the rows as they were committed.
  throw_stale(*CallSession(scope.state.core()), claims);
}
}  // namespace

std::vector<Claim> located(TaskScope& scope, std::span<const Claim> claims) {
  std::vector<Claim> result(claims.begin(), claims.end());
  const auto is_lost = [](const Claim& claim) { return claim.seq == 0; };
  if (std::none_of(result.begin(), result.end(), is_lost)) return result;
  const std::map<Uuid, Task> tasks = stored(scope.session(), claims);
  for (Claim& claim : result) {
    if (!is_lost(claim)) continue;
    const Task& task = known(tasks, claim.task_id);
    claim.seq = task.seq;
    claim.attempts = task.attempts;
    claim.max_attempts = task.max_attempts;
    if (claim.worker.empty()) claim.worker = task.claimed_by.value_or("");
  }
  return result;
}

void write_claimed(TaskScope& scope, std::span<const Claim> given,
                   const std::vector<std::string>& columns, const Values& values) {
  if (given.size() == 1 && given.front().seq != 0) {
    return write_one(scope, given.front(), columns, values(0));
  }
  check_different(given);
  const std::vector<Claim> claims = located(scope, given);
  const std::span<const Claim> all(claims);
  for (std::size_t first = 0; first < all.size(); first += kMostListed) {
    const auto part = all.subspan(first, std::min(kMostListed, all.size() - first));
    if (part.size() == 1) {
      write_one(scope, part.front(), columns, values(first));
    } else {
      write_some(scope, part, columns, values, first);
    }
  }
}

}  // namespace egregora::detail
