// SPDX-License-Identifier: Apache-2.0
// What becomes of tasks that a worker holds. Each change checks the fences in the statement that
// makes it.
#pragma once

#include <egregora/database/task_record.hpp>

#include <span>
#include <string_view>
#include <vector>

#include "database/task_memory.hpp"

namespace egregora::detail {

// See TaskStore. Each throws: ConflictError naming the first claim that is stale;
// TaskNotFoundError; InvalidOperationError where a claim comes twice.
void complete_tasks(TaskScope& scope, std::span<const Claim> claims, std::span<const Json> results);
std::vector<TaskStatus> fail_tasks(TaskScope& scope, std::span<const Claim> claims,
                                   std::string_view error, const RetryPolicy& retry);
/// Ends it as superseded or cancelled.
void end_task(TaskScope& scope, const Claim& claim, TaskStatus status, std::string_view reason);
/// Pending again, the attempt given back.
void put_back(TaskScope& scope, std::span<const Claim> claims, Timestamp run_at);
void renew_lease(TaskScope& scope, const Claim& claim, std::chrono::microseconds lease);

}  // namespace egregora::detail
