// SPDX-License-Identifier: Apache-2.0
// New tasks: looked up by their unique keys at once, written at once.
#pragma once

#include <egregora/database/task_record.hpp>

#include <span>
#include <vector>

#include "database/task_memory.hpp"

namespace egregora::detail {

/// Throws: InvalidOperationError for values out of range.
void check_task(const NewTask& task);
/// The highest number that a task ever got; 0 where there was none.
std::int64_t last_seq(TaskScope& scope);
/// See TaskStore::enqueue_batch(). Requires: checked tasks.
std::vector<Uuid> enqueue_tasks(TaskScope& scope, std::span<const NewTask> tasks,
                                const IdSource& ids);

}  // namespace egregora::detail
