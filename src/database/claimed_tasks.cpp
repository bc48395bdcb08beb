// SPDX-License-Identifier: Apache-2.0
#include "database/claimed_tasks.hpp"

#include "database/claimed_rows.hpp"
#include "database/task_backoff.hpp"
#include "database/task_claim.hpp"
#include "database/task_rows.hpp"

#include <egregora/core/errors.hpp>

#include <fmt/format.h>

namespace egregora::detail {

namespace {
using schemas::TaskErrors;

const Scalar& no_time() {
  static const Scalar value = Scalar::null(DataType::timestamp_tz());
  return value;
}
const Scalar& no_text() {
  static const Scalar value = Scalar::null(DataType::string());
  return value;
}

void record_failures(TaskScope& scope, std::span<const Claim> claims, std::string_view error) {
  Session& session = scope.session();
  const TableName table = session.durable(TaskErrors::table_name);
  static const std::vector<std::string> columns = TaskErrors::schema().names();
  if (claims.size() == 1) {
    const Claim& claim = claims.front();
    scope.write(
        TaskErrors::table_name,
        InsertRows{table,
                   columns,
                   {{claim.task_id, claim.attempts, scope.now, stored_text(claim.worker), error}}});
    return;
  }
  scope.touch(TaskErrors::table_name);
  scope.has_written = true;
  const auto rows = session.connection().append_to(table);
  for (const Claim& claim : claims) {
    rows->set_uuid(rows->slot("task_id"), claim.task_id);
    rows->set_int64(rows->slot("attempt"), claim.attempts);
    rows->set_timestamp(rows->slot("occurred_at"), scope.now);
    if (!claim.worker.empty()) rows->set_text(rows->slot("worker"), claim.worker);
    rows->set_text(rows->slot("error"), error);
    rows->end_row();
  }
  rows->close();
}
}  // namespace

void complete_tasks(TaskScope& scope, std::span<const Claim> claims,
                    std::span<const Json> results) {
  const bool has_results = !results.empty();
  if (has_results && results.size() != claims.size()) {
    throw InvalidOperationError(
        fmt::format("{} results for {} tasks", results.size(), claims.size()));
  }
  std::vector<std::string> columns = {"status", "processed_at", "lease_expires_at", "error"};
  if (has_results) columns.emplace_back("result");
  write_claimed(scope, claims, columns, [&](std::size_t index) {
    std::vector<Scalar> values = {to_string(TaskStatus::completed), scope.now, no_time(),
                                  no_text()};
    if (has_results) values.push_back(stored_json(results[index]));
    return values;
  });
  scope.memory.finished += std::ssize(claims);
}

std::vector<TaskStatus> fail_tasks(TaskScope& scope, std::span<const Claim> given,
                                   std::string_view error, const RetryPolicy& retry) {
  const std::vector<Claim> claims = located(scope, given);
  std::vector<TaskStatus> statuses;
  std::vector<Timestamp> retries;
  for (const Claim& claim : claims) {
    const bool is_last = claim.attempts >= claim.max_attempts;
    statuses.push_back(is_last ? TaskStatus::dead : TaskStatus::pending);
    retries.push_back(scope.now + backoff(retry, claim.attempts));
  }
  write_claimed(
      scope, claims,
      {"status", "run_at", "processed_at", "claimed_by", "lease_expires_at", "error"},
      [&](std::size_t index) -> std::vector<Scalar> {
        if (statuses[index] == TaskStatus::dead) {
          return {to_string(TaskStatus::dead),       scope.now, scope.now,
                  stored_text(claims[index].worker), no_time(), error};
        }
        return {
            to_string(TaskStatus::pending), retries[index], no_time(), no_text(), no_time(), error};
      });
  if (!claims.empty()) record_failures(scope, claims, error);
  for (std::size_t i = 0; i < claims.size(); ++i) {
    if (statuses[i] == TaskStatus::pending) scope.memory.will_be_due(retries[i]);
  }
  return statuses;
}

void end_task(TaskScope& scope, const Claim& claim, TaskStatus status, std::string_view reason) {
  write_claimed(scope, {&claim, 1}, {"status", "processed_at", "lease_expires_at", "error"},
                [&](std::size_t) -> std::vector<Scalar> {
                  return {to_string(status), scope.now, no_time(), stored_text(reason)};
                });
  ++scope.memory.finished;
}

void put_back(TaskScope& scope, std::span<const Claim> given, Timestamp run_at) {
  const std::vector<Claim> claims = located(scope, given);
  write_claimed(scope, claims, {"status", "run_at", "claimed_by", "lease_expires_at", "attempts"},
                [&](std::size_t index) -> std::vector<Scalar> {
                  return {to_string(TaskStatus::pending), run_at, no_text(), no_time(),
                          claims[index].attempts - 1};
                });
  // Now already: the next claim looks again.
  scope.memory.will_be_due(run_at);
}

void renew_lease(TaskScope& scope, const Claim& claim, std::chrono::microseconds lease) {
  check_lease(lease);
  write_claimed(scope, {&claim, 1}, {"run_at", "lease_expires_at"},
                [&](std::size_t) -> std::vector<Scalar> {
                  return {scope.now, scope.now + lease};
                });
  scope.memory.will_expire(scope.now + lease);
}

}  // namespace egregora::detail
