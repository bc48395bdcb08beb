// SPDX-License-Identifier: Apache-2.0
// Rows of the tables of tasks, from a data frame and to one.
#pragma once

#include <egregora/data/data_frame.hpp>
#include <egregora/database/schemas.hpp>
#include <egregora/database/task_record.hpp>
#include <egregora/expr/typed_table.hpp>

#include <span>
#include <vector>

#include "database/ready_tasks.hpp"

namespace egregora::detail {

/// The tables by name, for any session of the database.
const TypedTable<schemas::Tasks>& tasks_table();
const TypedTable<schemas::TaskHistory>& task_history();
const TypedTable<schemas::TaskErrors>& task_errors();

std::vector<Task> task_records(const DataFrame& frame);
std::vector<TaskFailure> task_failures(const DataFrame& frame);
/// Requires: the columns that a ReadyTask has.
std::vector<ReadyTask> ready_tasks(const DataFrame& frame);
/// Throws: InternalError for a word that the table's rule does not allow.
TaskStatus stored_task_status(std::string_view word);

/// JSON as it is stored: null is NULL.
Scalar stored_json(const Json& value);
/// Text as it is stored where none is none: empty is NULL.
Scalar stored_text(std::string_view text);

/// Conditions on tasks.
Expr is_alive();
Expr has_status(TaskStatus status);
/// The rows with these ids, however many. Requires: one at least.
Expr has_id(const std::vector<Uuid>& ids);

}  // namespace egregora::detail
