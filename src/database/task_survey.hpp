// SPDX-License-Identifier: Apache-2.0
// What the tasks alive are waiting for: leases that end, times that come.
#pragma once

#include "database/task_memory.hpp"

namespace egregora::detail {

/// Makes sure that memory.next_due, next_expiry and lowest_live say what is true now. Where leases
/// have ended, their tasks become pending or dead first; where some began in the future, because
/// the clock went back, they begin anew now.
void survey_tasks(TaskScope& scope);

}  // namespace egregora::detail
