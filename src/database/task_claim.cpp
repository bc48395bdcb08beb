// SPDX-License-Identifier: Apache-2.0
// Which tasks are next is known from memory; claiming them is an update of rows whose numbers are
// known, so that neither those waiting nor those finished are looked through.
#include "database/task_claim.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <egregora/expr/functions.hpp>

#include "database/task_rows.hpp"
#include "database/task_survey.hpp"

namespace egregora::detail {

namespace {
using schemas::Tasks;

// The text of a list grows with it, and a row is compared with the whole list.
constexpr std::size_t kMostListed = 250;

std::vector<ReadyTask> stored_ready(const TaskScope& scope, const std::vector<std::string>& types,
                                    std::int64_t limit) {
  Table ready = tasks_table().Table::filter(col("seq") >= scope.memory.lowest_live,
                                            has_status(TaskStatus::pending),
                                            col("run_at") <= literal(scope.now));
  if (!types.empty()) {
    ready = ready.filter(ready["task_type"].isin(std::vector<Scalar>(types.begin(), types.end())));
  }
  ready = ready.order_by({ready["priority"].desc(), ready["seq"].asc()}).limit(limit);
  return ready_tasks(
      scope.session().query(ready.select("priority", "seq", "task_id", "task_type", "payload",
                                         "attempts", "max_attempts", "fence", "run_id")));
}

void load_ready(TaskScope& scope, std::int64_t limit) {
  const std::int64_t size = std::max(limit, scope.memory.ready.good_size());
  std::vector<ReadyTask> stored = stored_ready(scope, {}, size);
  const bool all = std::ssize(stored) < size;
  scope.memory.ready.load(std::move(stored), all);
}

std::vector<ReadyTask> next_tasks(TaskScope& scope, const ClaimOptions& options) {
  ReadyTasks& ready = scope.memory.ready;
  const auto suffices = [&](const std::vector<ReadyTask>& found) {
    return std::ssize(found) == options.limit || ready.holds_all();
  };
  std::vector<ReadyTask> found = ready.take(options.types, options.limit);
  if (suffices(found)) return found;
  if (options.types.empty() || ready.empty()) {
    load_ready(scope, options.limit);
    found = ready.take(options.types, options.limit);
    if (suffices(found)) return found;
  }
  // Those of other types stand before: what is read here is not the beginning of the queue.
  found = stored_ready(scope, options.types, options.limit);
  for (const ReadyTask& task : found) ready.remove(task.place);
  return found;
}

std::int64_t take_one(TaskScope& scope, std::string_view worker, const ReadyTask& task,
                      Timestamp expiry) {
  return scope.write(
      Tasks::table_name,
      UpdateRow{scope.session().durable(Tasks::table_name),
                {"status", "claimed_by", "run_at", "lease_expires_at", "attempts", "fence"},
                {to_string(TaskStatus::processing), worker, scope.now, expiry, task.attempts + 1,
                 task.fence + 1},
                {"seq", "task_id", "fence", "status"},
                {task.place.seq, task.task_id, task.fence, to_string(TaskStatus::pending)}});
}

std::int64_t take_some(TaskScope& scope, std::string_view worker, std::span<const ReadyTask> tasks,
                       Timestamp expiry) {
  std::vector<Scalar> seqs;
  auto [lowest, highest] = std::pair(tasks.front().place.seq, tasks.front().place.seq);
  for (const ReadyTask& task : tasks) {
    seqs.emplace_back(task.place.seq);
    lowest = std::min(lowest, task.place.seq);
    highest = std::max(highest, task.place.seq);
  }
  return scope.write(Tasks::table_name,
                     Update{.table = scope.session().durable(Tasks::table_name),
                            .schema = Tasks::schema(),
                            .assignments = {{"status", literal(to_string(TaskStatus::processing))},
                                            {"claimed_by", literal(worker)},
                                            {"run_at", literal(scope.now)},
                                            {"lease_expires_at", literal(expiry)},
                                            {"attempts", col("attempts") + 1},
                                            {"fence", col("fence") + 1}},
                            // The bounds are what lets the engine skip whole groups of rows.
                            .where = col("seq") >= lowest && col("seq") <= highest &&
                                     col("seq").isin(seqs) && has_status(TaskStatus::pending)});
}

void take(TaskScope& scope, std::string_view worker, std::span<const ReadyTask> tasks,
          Timestamp expiry) {
  for (std::size_t first = 0; first < tasks.size(); first += kMostListed) {
    const auto part = tasks.subspan(first, std::min(kMostListed, tasks.size() - first));
    const std::int64_t taken = part.size() == 1 ? take_one(scope, worker, part.front(), expiry)
                                                : take_some(scope, worker, part, expiry);
    if (taken != std::ssize(part)) throw OutdatedMemory();
  }
}

/// A payload that nobody can read would keep the whole queue from going on.
void bury(TaskScope& scope, const ReadyTask& task, std::string_view why) {
  const std::string error = fmt::format("its payload cannot be read: {}", why);
  const std::int64_t changed = scope.write(
      Tasks::table_name,
      UpdateRow{scope.session().durable(Tasks::table_name),
                {"status", "processed_at", "error"},
                {to_string(TaskStatus::dead), scope.now, error},
                {"seq", "task_id", "fence", "status"},
                {task.place.seq, task.task_id, task.fence, to_string(TaskStatus::pending)}});
  if (changed != 1) throw OutdatedMemory();
}

Claim claim_of(const ReadyTask& task, std::string_view worker, Timestamp expiry) {
  return {.task_id = task.task_id,
          .fence = task.fence + 1,
          .task_type = task.type,
          .payload = task.payload ? Json::parse(*task.payload) : Json(),
          .attempts = task.attempts + 1,
          .max_attempts = task.max_attempts,
          .priority = task.place.priority,
          .seq = task.place.seq,
          .worker = std::string(worker),
          .lease_expires_at = expiry,
          .run_id = task.run_id};
}

/// Claims of the tasks that are next; false where some of them could not be read.
bool claim_next(TaskScope& scope, std::string_view worker, const ClaimOptions& options,
                std::vector<Claim>& claims) {
  std::vector<ReadyTask> tasks = next_tasks(scope, options);
  const Timestamp expiry = scope.now + options.lease;
  std::vector<ReadyTask> readable;
  for (ReadyTask& task : tasks) {
    try {
      claims.push_back(claim_of(task, worker, expiry));
      readable.push_back(std::move(task));
    } catch (const JsonError& error) {
      bury(scope, task, error.what());
    }
  }
  take(scope, worker, readable, expiry);
  return readable.size() == tasks.size();
}
}  // namespace

void check_lease(std::chrono::microseconds lease) {
  constexpr std::chrono::hours kYear{24 * 366};
  if (lease.count() > 0 && lease <= kYear) return;
  throw InvalidOperationError(
      fmt::format("a lease is longer than 0 and a year at most, not {} us", lease.count()));
}

void check_claim(std::string_view worker, const ClaimOptions& options) {
  if (worker.empty()) throw InvalidOperationError("a worker has a name");
  if (options.limit < 0) {
    throw InvalidOperationError(fmt::format("a limit is not negative: {}", options.limit));
  }
  check_lease(options.lease);
}

std::vector<Claim> claim_tasks(TaskScope& scope, std::string_view worker,
                               const ClaimOptions& options) {
  if (options.limit == 0) return {};
  survey_tasks(scope);
  std::vector<Claim> claims;
  ClaimOptions wanted = options;
  try {
    while (!claim_next(scope, worker, wanted, claims)) {
      wanted.limit = options.limit - std::ssize(claims);
    }
  } catch (...) {
    scope.memory.ready.forget();  // they are not claimed, and not in there any more
    throw;
  }
  if (!claims.empty()) scope.memory.will_expire(scope.now + options.lease);
  return claims;
}

}  // namespace egregora::detail
