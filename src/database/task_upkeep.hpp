// SPDX-License-Identifier: Apache-2.0
// What is done to tasks that nobody holds.
#pragma once

#include <egregora/database/task_record.hpp>

#include <string_view>

#include "database/task_memory.hpp"

namespace egregora::detail {

/// Ends a pending task. Throws: TaskNotFoundError; InvalidOperationError where it is not pending.
void mark_task(TaskScope& scope, const Uuid& task_id, TaskStatus status, std::string_view reason);
/// See TaskStore. Throws: InvalidOperationError for a limit or an age below 0.
std::int64_t redrive_tasks(TaskScope& scope, const RedriveOptions& options);
std::int64_t prune_tasks(TaskScope& scope, const PruneOptions& options);

}  // namespace egregora::detail
